package io.sandglass.sandbox.engine;

import java.util.OptionalInt;

/** The guest did something that WebAssembly ends a program for. */
public final class GuestTrap extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final TrapKind kind;
    private final int function;

    /** A trap of which it is not known where it happened. */
    public GuestTrap(TrapKind kind, String message, Throwable cause) {
        this(kind, message, OptionalInt.empty(), cause);
    }

    /** @param function the index of the function that trapped, imported ones counted first; empty if unknown */
    public GuestTrap(TrapKind kind, String message, OptionalInt function, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.function = function.orElse(-1);
    }

    public TrapKind kind() {
        return kind;
    }

    /** The index of the function that trapped, imported ones counted first; empty if it is not known. */
    public OptionalInt function() {
        return function < 0 ? OptionalInt.empty() : OptionalInt.of(function);
    }
}
