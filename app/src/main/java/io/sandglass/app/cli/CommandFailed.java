package io.sandglass.app.cli;

/** Ends a command with a message for the user and an exit code; no stack trace is shown. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The run was made but did not succeed. */
    static final int RUN_FAILED = 1;
    /** The command or a document is wrong. */
    static final int USAGE = 2;
    /** Something outside is in the way: a lock, a disk, a service that does not answer. */
    static final int UNAVAILABLE = 69;

    private final int exitCode;

    CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
