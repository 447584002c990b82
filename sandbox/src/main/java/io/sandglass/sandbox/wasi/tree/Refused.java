package io.sandglass.sandbox.wasi.tree;

/**
 * A guest asked for what it cannot have; it is answered with an error number and goes on.
 *
 * <p>Carries no stack trace: guests can have it thrown as often as they like.
 */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Problem problem;

    Refused(Problem problem) {
        super(problem.name(), null, false, false);
        this.problem = problem;
    }

    /** Why. */
    public Problem problem() {
        return problem;
    }
}
