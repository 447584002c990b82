package io.sandglass.spec;

/** When the nodes after one that succeeded may start. */
public enum Pace {
    /** Once its record is durable, or at once if doing it again would give the same. */
    STRICT,
    /** At once: a crash may have the last nodes of a run done again, also those whose successors ran. */
    RELAXED
}
