package io.sandglass.engine.step;

import java.util.OptionalInt;

/** The nodes of a run that may run, but that the gate is not to see yet. */
public interface Backlog {
    /** No node. */
    Backlog EMPTY = node -> OptionalInt.empty();

    /** The node that is to be shown in the place of this one, which has come back; empty if none is, or none waits. */
    OptionalInt next(int node);
}
