package io.sandglass.examples.wasm;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Assembles every {@code .wat} file of a directory into another, and copies the sidecars; what is up to date is skipped.
 *
 * <p>Usage: {@code Assemble <from> <to>}
 */
public final class Assemble {
    private static final String TEXT = ".wat";
    private static final String BINARY = ".wasm";

    private Assemble() {}

    /** @param arguments the directory of the texts, and the one for the binaries */
    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[0]);
        Path to = Files.createDirectories(Path.of(arguments[1]));
        for (Path source : filesIn(from)) {
            String name = source.getFileName().toString();
            if (name.endsWith(TEXT)) {
                assemble(source, to.resolve(name.replace(TEXT, BINARY)));
            } else {
                Files.copy(source, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void assemble(Path source, Path target) throws IOException {
        boolean upToDate = Files.exists(target)
                && Files.getLastModifiedTime(target).compareTo(Files.getLastModifiedTime(source)) >= 0;
        if (!upToDate) {
            Files.write(target, Wat2Wasm.parse(Files.readString(source)));
        }
    }
}
