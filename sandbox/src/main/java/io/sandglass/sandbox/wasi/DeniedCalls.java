package io.sandglass.sandbox.wasi;

import java.util.stream.Stream;

/** Files, directories, sockets and signals: known by name, so that modules link, and refused. */
final class DeniedCalls {
    private static final int STDERR = 2;

    private DeniedCalls() {}

    static Stream<WasiFunction> all() {
        return Stream.of(directories(), paths(), sockets(), signals()).flatMap(stream -> stream);
    }

    /** No directory is open, so there is none to list. */
    private static Stream<WasiFunction> directories() {
        return Stream.of(
                WasiFunction.of("fd_prestat_get", "ii", (process, guest) -> Errno.BADF),
                WasiFunction.of("fd_prestat_dir_name", "iii", (process, guest) -> Errno.BADF),
                WasiFunction.of("fd_readdir", "iiiji", onDescriptor(0)));
    }

    private static Stream<WasiFunction> paths() {
        return Stream.of(
                WasiFunction.of("path_create_directory", "iii", onDescriptor(0)),
                WasiFunction.of("path_filestat_get", "iiiii", onDescriptor(0)),
                WasiFunction.of("path_filestat_set_times", "iiiijji", onDescriptor(0)),
                WasiFunction.of("path_link", "iiiiiii", onDescriptor(0)),
                WasiFunction.of("path_open", "iiiiijjii", onDescriptor(0)),
                WasiFunction.of("path_readlink", "iiiiii", onDescriptor(0)),
                WasiFunction.of("path_remove_directory", "iii", onDescriptor(0)),
                WasiFunction.of("path_rename", "iiiiii", onDescriptor(0)),
                WasiFunction.of("path_symlink", "iiiii", onDescriptor(2)),
                WasiFunction.of("path_unlink_file", "iii", onDescriptor(0)));
    }

    private static Stream<WasiFunction> sockets() {
        return Stream.of(
                WasiFunction.of("sock_accept", "iii", notASocket()),
                WasiFunction.of("sock_recv", "iiiiii", notASocket()),
                WasiFunction.of("sock_send", "iiiii", notASocket()),
                WasiFunction.of("sock_shutdown", "ii", notASocket()));
    }

    private static Stream<WasiFunction> signals() {
        return Stream.of(WasiFunction.of("proc_raise", "i", (process, guest) -> Errno.NOSYS));
    }

    private static WasiFunction.Body onDescriptor(int argument) {
        return (process, guest) -> guest.u32(argument) > STDERR ? Errno.BADF : Errno.NOTCAPABLE;
    }

    private static WasiFunction.Body notASocket() {
        return (process, guest) -> guest.u32(0) > STDERR ? Errno.BADF : Errno.NOTSOCK;
    }
}
