package io.sandglass.sandbox.sealing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Files of one directory, each sealed by an HMAC over its name and content with a key that lies beside them for the owner
 * only. Thread-safe, and safe among processes: a file appears whole or not at all.
 */
public final class SealedFiles {
    private final Path directory;
    private final Seal seal;

    private SealedFiles(Path directory, Seal seal) {
        this.directory = directory;
        this.seal = seal;
    }

    /** Those of a directory, which is made if missing and closed to other users. */
    public static SealedFiles in(Path directory) throws IOException {
        PrivateFiles.makeDirectory(directory);
        return new SealedFiles(directory, SealKey.in(directory));
    }

    /**
     * What was written under this name.
     *
     * @return empty if the file was cut, changed, or sealed by another key
     * @throws java.nio.file.NoSuchFileException if there is none
     */
    public Optional<byte[]> read(Path file, String name) throws IOException {
        byte[] sealed = Files.readAllBytes(file);
        if (sealed.length < Seal.BYTES) {
            return Optional.empty();
        }
        byte[] content = Arrays.copyOfRange(sealed, Seal.BYTES, sealed.length);
        boolean ours = MessageDigest.isEqual(sealOf(name, content), Arrays.copyOf(sealed, Seal.BYTES));
        return ours ? Optional.of(content) : Optional.empty();
    }

    /** Puts a file in place of what was there. */
    public void write(Path file, String name, byte[] content) throws IOException {
        Path fresh = Files.createTempFile(directory, "fresh", ".tmp", PrivateFiles.attributes(file));
        try {
            byte[] sealed = Arrays.copyOf(sealOf(name, content), Seal.BYTES + content.length);
            System.arraycopy(content, 0, sealed, Seal.BYTES, content.length);
            Files.write(fresh, sealed);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private byte[] sealOf(String name, byte[] content) {
        return seal.of(name.getBytes(StandardCharsets.UTF_8), content);
    }
}
