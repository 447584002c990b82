package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Set;

/** The weakest walls behind which a native program may run, as {@code sandglass.yaml} says it. */
record WallsBlock(String level) {
    private static final Set<String> LEVELS = Set.of("bwrap", "unshare", "prlimit");

    WallsBlock {
        if (!LEVELS.contains(level)) {
            throw new IllegalArgumentException(
                    "'" + level + "' are no walls; write bwrap, unshare or prlimit, as in { /usr/bin/jq: bwrap }");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static WallsBlock of(String level) {
        return new WallsBlock(level);
    }
}
