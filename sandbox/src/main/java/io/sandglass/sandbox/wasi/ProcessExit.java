package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestStop;

/** The guest ended itself by {@code proc_exit}. */
public final class ProcessExit extends GuestStop {
    private static final long serialVersionUID = 1;

    private final int code;

    ProcessExit(int code) {
        super("exit " + code);
        this.code = code;
    }

    /** What the guest said; 0 means success. */
    public int code() {
        return code;
    }
}
