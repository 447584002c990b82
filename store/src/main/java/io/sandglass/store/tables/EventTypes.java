package io.sandglass.store.tables;

/** The names of events in databases of version 1 of the schema. */
final class EventTypes {
    static final String RUN_STARTED = "run-started";
    static final String ATTEMPT_STARTED = "attempt-started";
    static final String NODE_SUCCEEDED = "node-succeeded";
    static final String ATTEMPT_FAILED = "attempt-failed";
    static final String NODE_SUSPENDED = "node-suspended";
    static final String NODE_SKIPPED = "node-skipped";
    static final String NODE_CANCELLED = "node-cancelled";
    static final String CANCEL_REQUESTED = "cancel-requested";
    static final String RUN_ENDED = "run-ended";

    private EventTypes() {}
}
