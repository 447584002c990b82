package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.wasm.Digests;
import io.sandglass.plugin.wasm.KeptModules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The modules of a home by their content: those that it has kept, and those in its plugins. Thread-safe. */
public final class ModuleFiles {
    private final Home home;
    private final KeptModules kept;

    public ModuleFiles(Home home) {
        this.home = requireNonNull(home, "home");
        this.kept = new KeptModules(home.modules());
    }

    /**
     * The module of this digest.
     *
     * @param sha256 64 hexadecimal digits
     * @throws UncheckedIOException if the home cannot be read
     */
    public Optional<byte[]> find(String sha256) {
        try {
            Optional<byte[]> found = kept.find(sha256);
            return found.isPresent() ? found : inPlugins(sha256);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the modules of " + home.root() + ": " + e.getMessage(), e);
        }
    }

    private Optional<byte[]> inPlugins(String sha256) throws IOException {
        if (!Files.isDirectory(home.plugins())) {
            return Optional.empty();
        }
        for (Path file : modules()) {
            byte[] wasm = Files.readAllBytes(file);
            if (Digests.hex(wasm).equals(sha256)) {
                return Optional.of(wasm);
            }
        }
        return Optional.empty();
    }

    private List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(home.plugins())) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        }
    }
}
