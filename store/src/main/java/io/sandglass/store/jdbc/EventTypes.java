package io.sandglass.store.jdbc;

/** The names of events in the database. A name never changes its meaning: other fields are another name. */
final class EventTypes {
    static final String RUN_STARTED = "run-started";
    static final String RUN_QUEUED = "run-queued";
    static final String RUN_ADMITTED = "run-admitted";
    static final String ATTEMPT_STARTED = "attempt-started";
    static final String NODE_SUCCEEDED = "node-succeeded";
    static final String ATTEMPT_FAILED = "attempt-failed";
    static final String NODE_SUSPENDED = "node-suspended";
    static final String NODE_SKIPPED = "node-skipped";
    static final String NODE_CANCELLED = "node-cancelled";
    static final String CANCEL_REQUESTED = "cancel-requested";
    static final String NODE_AWAITS = "node-awaits";
    static final String NODE_FORCED = "node-forced";
    static final String RUN_PAUSED = "run-paused";
    static final String RUN_RESUMED = "run-resumed";
    static final String RUN_REOPENED = "run-reopened";
    static final String SIGNAL_RECEIVED = "signal-received";
    static final String PRIORITY_CHANGED = "priority-changed";
    static final String RUN_ENDED = "run-ended";

    private EventTypes() {}
}
