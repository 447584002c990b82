package io.sandglass.expression;

/** A budget of the guard is used up: leaves the evaluation from anywhere inside it. */
final class Spent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Spent(String message) {
        super(message, null, false, false);
    }
}
