package io.sandglass.sandbox.wasi;

import java.util.stream.Stream;

/** Sockets and signals: known by name, so that modules link, and refused. */
final class DeniedCalls {
    private DeniedCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(
                WasiFunction.of("sock_accept", "iii", DeniedCalls::notASocket),
                WasiFunction.of("sock_recv", "iiiiii", DeniedCalls::notASocket),
                WasiFunction.of("sock_send", "iiiii", DeniedCalls::notASocket),
                WasiFunction.of("sock_shutdown", "ii", DeniedCalls::notASocket),
                WasiFunction.of("proc_raise", "i", (process, guest) -> Errno.NOSYS));
    }

    private static int notASocket(WasiProcess process, Pointers guest) {
        process.descriptors().get(guest.u32(0));
        return Errno.NOTSOCK;
    }
}
