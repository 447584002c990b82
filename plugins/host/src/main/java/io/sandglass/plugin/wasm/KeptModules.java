package io.sandglass.plugin.wasm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules that were run, each content once, by digest: what replaces a module does not keep its past from being run
 * again. Thread-safe, also between processes.
 */
public final class KeptModules {
    private static final Logger log = LoggerFactory.getLogger(KeptModules.class);

    private final Path directory;

    /** @param directory where they are; made when the first is kept */
    public KeptModules(Path directory) {
        this.directory = directory;
    }

    /** Keeps a module, if it is not yet; a disk that refuses is only logged: the module runs all the same. */
    void keep(String sha256, byte[] wasm) {
        try {
            if (!Files.exists(file(sha256)) || Files.size(file(sha256)) != wasm.length) {
                Files.createDirectories(directory);
                write(file(sha256), wasm);
            }
        } catch (IOException e) {
            log.warn(
                    "module {} is not kept, so it can be replayed only while its file is there: {}",
                    sha256,
                    e.toString());
        }
    }

    private void write(Path file, byte[] wasm) throws IOException {
        Path half = Files.createTempFile(directory, "half", ".new");
        try {
            Files.write(half, wasm);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /**
     * The module of this digest; empty if it was never kept, or is damaged.
     *
     * @param sha256 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public Optional<byte[]> find(String sha256) throws IOException {
        try {
            byte[] wasm = Files.readAllBytes(file(sha256));
            return Trace.sha256(wasm).equals(sha256) ? Optional.of(wasm) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private Path file(String sha256) {
        return directory.resolve(sha256 + ".wasm");
    }
}
