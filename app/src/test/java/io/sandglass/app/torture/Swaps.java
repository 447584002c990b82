package io.sandglass.app.torture;

import io.sandglass.app.LargeModules;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Puts new versions in place of a JAR and of a module, as somebody who copies files over others: piece by piece. */
final class Swaps {
    /** The node type of the module. */
    static final String TYPE = "swapped";

    private static final int PIECE = 512;
    private static final int FUNCTIONS = 30;

    private final Path jar;
    private final Path module;
    private final Set<String> digests = ConcurrentHashMap.newKeySet();
    private Set<String> newest = Set.of();
    private int version;

    /** @param jar the one there is */
    Swaps(Path jar) throws IOException {
        this.jar = jar;
        this.module = jar.resolveSibling(TYPE + ".wasm");
        digests.add(sha256(Files.readAllBytes(jar)));
    }

    /** SHA-256 of every version that there ever was. */
    Set<String> digests() {
        return digests;
    }

    /** The same of the newest version of both. */
    Set<String> newest() {
        return newest;
    }

    /** The next version of both. */
    void swap() {
        version++;
        try {
            byte[] wasm = LargeModules.of(FUNCTIONS + version % 50);
            byte[] classes = marked(Files.readAllBytes(jar), version);
            newest = Set.of(sha256(wasm), sha256(classes));
            digests.addAll(newest);
            put(module, wasm);
            put(jar, classes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path file, byte[] content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int at = 0; at < content.length; at += PIECE) {
                out.write(content, at, Math.min(PIECE, content.length - at));
            }
        }
    }

    /** The same JAR with one more file that nobody reads. */
    private static byte[] marked(byte[] content, int version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(content));
                ZipOutputStream marked = new ZipOutputStream(out)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().equals("version")) {
                    marked.putNextEntry(new ZipEntry(entry.getName()));
                    in.transferTo(marked);
                }
            }
            marked.putNextEntry(new ZipEntry("version"));
            marked.write(String.valueOf(version).getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new AssertionError(impossible);
        }
    }
}
