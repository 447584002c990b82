package io.sandglass.sandbox.wasi;

/**
 * One function of preview 1.
 *
 * @param name as in the standard
 * @param signature see {@link io.sandglass.sandbox.engine.HostFunction#signature()}
 */
record WasiFunction(String name, String signature, Body body) {
    /** What the function does; returns an {@link Errno}. */
    @FunctionalInterface
    interface Body {
        int call(WasiProcess process, Pointers guest);
    }

    /** A function that returns an error number. */
    static WasiFunction of(String name, String parameters, Body body) {
        return new WasiFunction(name, parameters + ">i", body);
    }
}
