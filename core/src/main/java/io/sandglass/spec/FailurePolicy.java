package io.sandglass.spec;

/** What happens to the rest of a run when a node has failed for good. */
public enum FailurePolicy {
    /** Starts no further node and cancels the running ones. */
    HALT,
    /** Runs every node that is not downstream of a failure. */
    CONTINUE_POSSIBLE,
    /** Runs everything; outputs of failed nodes are absent. */
    ALWAYS
}
