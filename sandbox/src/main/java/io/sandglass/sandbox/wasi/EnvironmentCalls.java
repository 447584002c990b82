package io.sandglass.sandbox.wasi;

import java.util.stream.Stream;

/** Arguments, environment and the end of the process. */
final class EnvironmentCalls {
    private EnvironmentCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(
                WasiFunction.of(
                        "args_sizes_get",
                        "ii",
                        (process, guest) -> process.arguments().storeSizes(guest)),
                WasiFunction.of(
                        "args_get",
                        "ii",
                        (process, guest) -> process.arguments().store(guest)),
                WasiFunction.of(
                        "environ_sizes_get",
                        "ii",
                        (process, guest) -> process.environment().storeSizes(guest)),
                WasiFunction.of(
                        "environ_get",
                        "ii",
                        (process, guest) -> process.environment().store(guest)),
                WasiFunction.of("sched_yield", "", (process, guest) -> Errno.SUCCESS),
                new WasiFunction("proc_exit", "i>", EnvironmentCalls::exit));
    }

    private static int exit(WasiProcess process, Pointers guest) {
        throw new ProcessExit(guest.i32(0));
    }
}
