package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.Surroundings;
import java.util.List;
import java.util.Set;

/** What makes one run of a module another thing than the next, with the same input. */
final class Sources {
    private static final String WASI = "wasi_snapshot_preview1.";
    /** The times of files are the host's, too. */
    private static final Set<String> CHANGING = Set.of(
            WASI + "clock_time_get",
            WASI + "random_get",
            WASI + "poll_oneoff",
            WASI + "fd_filestat_get",
            WASI + "path_filestat_get");

    private Sources() {}

    /** Of the module's imports those that read clock or chance, where these are real; what else the host answers is on record. */
    static List<String> of(SandboxModule module, Surroundings around) {
        if (around.strict().isPresent()) {
            return List.of();
        }
        return module.imports().stream()
                .filter(CHANGING::contains)
                .sorted()
                .distinct()
                .toList();
    }
}
