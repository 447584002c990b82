package io.sandglass.plugin.wasm;

/** A module or its sidecar cannot be used; the message says why and what to do. */
public final class InvalidWasmPlugin extends Exception {
    private static final long serialVersionUID = 1;

    private final String reason;

    InvalidWasmPlugin(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** The message, never null. */
    public String reason() {
        return reason;
    }
}
