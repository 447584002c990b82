package io.sandglass.sandbox.torture;

import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.Wat;
import java.util.function.Consumer;

/**
 * A guest that does its worst.
 *
 * @param name what it is called in the design and in the table
 * @param expected how its run must end
 * @param wasm its binary
 * @param limits what it is allowed
 * @param also what else must hold of a run
 */
record Hostile(String name, Ended expected, byte[] wasm, SandboxLimits limits, Consumer<SandboxResult> also) {
    static final long PAGE = 65_536;

    /** Little enough that an interpreter reaches the end of it soon. */
    private static final SandboxLimits LITTLE =
            SandboxLimits.DEFAULTS.withFuelUnits(3_000_000).withMemoryBytes(10 * PAGE);

    /** @param expected see {@link Ended#parse} */
    static Hostile of(String name, String expected, byte[] wasm) {
        return new Hostile(name, Ended.parse(expected), wasm, LITTLE, result -> {});
    }

    /** A whole module as text. */
    static Hostile module(String name, String expected, String text) {
        return of(name, expected, Wat.module("(module " + text + ")"));
    }

    /** The body of {@code _start} as text, with one page of memory. */
    static Hostile command(String name, String expected, String body) {
        return of(name, expected, Wat.command(body));
    }

    /** Exits with what a function of WASI answers; the arguments and what comes before the call are text. */
    static Hostile call(String name, String expected, String function, String arguments) {
        return module(name, expected, """
                (import "wasi_snapshot_preview1" "%s" (func $f %s (result i32)))
                (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
                (memory (export "memory") 1)
                (data (i32.const 1024) "../../etc/passwd /etc/passwd in/link in/file/ deep")
                (func (export "_start") (call $exit (call $f %s)))
                """.formatted(function, parameters(arguments), arguments));
    }

    /** All of them are constants, which name their type. */
    private static String parameters(String arguments) {
        StringBuilder types = new StringBuilder("(param");
        for (String argument : arguments.split("\\(")) {
            types.append(argument.isBlank() ? "" : " " + argument.substring(0, 3));
        }
        return types.append(')').toString();
    }

    Hostile within(SandboxLimits other) {
        return new Hostile(name, expected, wasm, other, also);
    }

    Hostile and(Consumer<SandboxResult> more) {
        return new Hostile(name, expected, wasm, limits, also.andThen(more));
    }

    @Override
    public String toString() {
        return name;
    }
}
