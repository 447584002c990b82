package io.sandglass.expression;

/** An expression could not be evaluated. The message says which one, where and why; it contains no data. */
public final class EvaluationFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EvaluationFailed(String message) {
        super(message);
    }
}
