package io.sandglass.sandbox.engine;

/** The guest did something that WebAssembly ends a program for. */
public final class GuestTrap extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final TrapKind kind;

    public GuestTrap(TrapKind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public TrapKind kind() {
        return kind;
    }
}
