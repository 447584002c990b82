package io.sandglass.plugin.host;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Finds sidecars that would say nothing of any module because of their name or kind, so that none is passed over. */
final class Sidecars {
    private static final String ENDING = ".plugin.yaml";
    private static final String OTHER_ENDING = ".plugin.yml";

    private Sidecars() {}

    static boolean isSidecar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(ENDING) || name.endsWith(OTHER_ENDING);
    }

    /** Whether there is no module next to this sidecar. */
    static boolean isStray(Path sidecar) {
        return isSidecar(sidecar) && Files.isRegularFile(sidecar) && !Files.exists(module(sidecar));
    }

    /** Why a module may not be loaded for what is beside it, or why a sidecar says nothing. */
    static Optional<String> objection(Path file) {
        if (isSidecar(file)) {
            String module = module(file).getFileName().toString();
            return Optional.of(
                    "there is no module " + module + " beside it, so it says nothing of any; give it the name of"
                            + " its module, with .plugin.yaml for .wasm");
        }
        return Signs.isWasm(file) ? beside(Signs.sidecarOf(file)) : Optional.empty();
    }

    private static Optional<String> beside(Path sidecar) {
        String name = sidecar.getFileName().toString();
        Path other = sidecar.resolveSibling(name.replaceFirst("\\.yaml$", ".yml"));
        if (isThere(other)) {
            return Optional.of(other.getFileName() + " beside it is not read; name it " + name);
        }
        return isThere(sidecar) && !Files.isRegularFile(sidecar)
                ? Optional.of("its sidecar " + name + " is no file, or a link to none; put a file there, or nothing")
                : Optional.empty();
    }

    private static boolean isThere(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }

    private static Path module(Path sidecar) {
        String name = sidecar.getFileName().toString();
        return sidecar.resolveSibling(name.replaceFirst("\\.plugin\\.ya?ml$", ".wasm"));
    }
}
