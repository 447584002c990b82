package io.sandglass.plugin;

/** Whose turn it is when something failed. */
public enum FailureKind {
    /** The workflow or its input is wrong: the same attempt would fail again. Not retried. */
    USER,
    /** A limit was hit: time, memory, output. Retried only when it was time. */
    LIMIT,
    /** Something outside failed: a peer, a disk, a network. Retried. */
    EXTERNAL,
    /** A defect in the plugin or the host. Retried. */
    INTERNAL
}
