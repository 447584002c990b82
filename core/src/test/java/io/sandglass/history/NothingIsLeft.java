package io.sandglass.history;

import java.util.function.Consumer;

/** When all runs have ended, everything that they held is given back. */
final class NothingIsLeft implements Rule {
    @Override
    public String name() {
        return "q everything is given back";
    }

    @Override
    public void check(Index index, Consumer<String> violation) {
        index.history().left().forEach((what, count) -> {
            if (count != 0) {
                violation.accept("all runs have ended, but " + what + ": " + count);
            }
        });
    }
}
