package io.sandglass.store.payload;

/** The file of a payload is missing or does not hold what was put into it. The message names it. */
public final class PayloadDamaged extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PayloadDamaged(String message) {
        super(message);
    }
}
