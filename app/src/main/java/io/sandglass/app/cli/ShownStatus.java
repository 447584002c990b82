package io.sandglass.app.cli;

/** The states in which {@code report.runs} shows runs. */
enum ShownStatus {
    QUEUED,
    RUNNING,
    PAUSED,
    SUCCEEDED,
    FAILED,
    CANCELLED
}
