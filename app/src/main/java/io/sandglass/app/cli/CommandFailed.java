package io.sandglass.app.cli;

import io.sandglass.app.http.ControlClient;

/** Ends a command with a message for the user and an exit code; no stack trace is shown. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The run was made but did not succeed. */
    static final int RUN_FAILED = 1;
    /** The command or a document is wrong. */
    static final int USAGE = 2;
    /** Something outside is in the way: a lock, a disk, a service that does not answer. */
    static final int UNAVAILABLE = 69;

    /** Sandglass itself is wrong. */
    static final int DEFECT = 70;

    private final int exitCode;

    CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** What a running service refused: the user's fault, its own, or for now only. */
    static CommandFailed refused(ControlClient.Refused refused) {
        String message = String.valueOf(refused.getMessage());
        if (refused.requestWrong()) {
            return new CommandFailed(USAGE, message);
        }
        boolean passing = refused.retrySeconds().isPresent() && !message.contains("try again");
        String again = passing ? "; try again later" : "";
        return new CommandFailed(
                refused.serviceFailed() ? DEFECT : UNAVAILABLE, "the running service says: " + message + again);
    }

    int exitCode() {
        return exitCode;
    }
}
