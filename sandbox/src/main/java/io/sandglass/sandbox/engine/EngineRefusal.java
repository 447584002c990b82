package io.sandglass.sandbox.engine;

/** The engine does not take a module; the message says why. */
public final class EngineRefusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EngineRefusal(String message, Throwable cause) {
        super(message, cause);
    }
}
