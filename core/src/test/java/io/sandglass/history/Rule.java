package io.sandglass.history;

import java.util.function.Consumer;

/** One promise. */
interface Rule {
    /** In a few words. */
    String name();

    void check(Index history, Consumer<String> violation);
}
