package io.sandglass.sandbox;

import io.sandglass.sandbox.InvalidModule.Blame;
import io.sandglass.sandbox.engine.WasmEngine;
import java.io.File;
import java.io.FileNotFoundException;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * What a JVM of its own needs to compile with an engine: the JAR files that the classes of this one came from, whatever
 * loaded them, and nothing else of the program that the sandbox is a part of.
 */
final class CompilerClassPath {
    private static final List<Class<?>> OURS = List.of(CompilerMain.class, Logger.class);

    private CompilerClassPath() {}

    /** @throws InvalidModule if a class did not come from a file, which is the host's fault; the message says what to do */
    static String of(WasmEngine engine) {
        return Stream.of(OURS, List.of(engine.getClass()), engine.parts())
                .flatMap(List::stream)
                .map(part -> file(part).orElseThrow(() -> notAFile(part)).toString())
                .distinct()
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Optional<Path> file(Class<?> part) {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI()))
                    .filter(path -> path.getFileSystem() == FileSystems.getDefault()) // not inside of another file
                    .filter(Files::isReadable);
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException packed) {
            return Optional.empty();
        }
    }

    private static InvalidModule notAFile(Class<?> part) {
        return new InvalidModule(
                "the module is so large that it is compiled in a process of its own, which needs the JAR file of "
                        + part.getName()
                        + ", but that class was not loaded from a file; unpack the program's JAR files,"
                        + " or compile in this process: Compiling.withoutChild(), apartAbove: never",
                new FileNotFoundException(
                        String.valueOf(part.getProtectionDomain().getCodeSource())),
                Blame.HOST);
    }
}
