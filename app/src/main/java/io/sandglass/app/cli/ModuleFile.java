package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A WebAssembly module named on the command line.
 *
 * @param name as the user named it
 * @param bytes not copied
 */
record ModuleFile(String name, byte[] bytes) {
    private static final long LARGEST = 64L << 20;
    private static final int LOOKED_AT = 512;
    private static final byte[] COMPONENT = {0, 'a', 's', 'm', 0x0D, 0, 1, 0};

    ModuleFile {
        requireNonNull(name, "name");
        requireNonNull(bytes, "bytes");
    }

    /** @throws CommandFailed if there is none, or it is something else; the message says what it seems to be */
    static ModuleFile read(Path file) {
        if (!Files.exists(file)) {
            throw wrong("there is no file " + file
                    + PathGuess.words(file, ".wasm")
                            .orElse("; build your program for wasm32-wasip1 and name the .wasm it made"));
        }
        if (Files.isDirectory(file)) {
            throw wrong(file + " is a directory; name the .wasm file in it");
        }
        ModuleFile module = new ModuleFile(file.toString(), bytes(file));
        module.somethingElse().ifPresent(what -> {
            throw wrong(file + " " + what);
        });
        return module;
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > LARGEST) {
                throw wrong(file + " has " + Files.size(file) + " bytes; a module may have 16 MiB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, "cannot read " + file + ": " + e.getMessage());
        }
    }

    private Optional<String> somethingElse() {
        if (bytes.length == 0) {
            return Optional.of("is empty; did the build fail?");
        }
        if (begins(COMPONENT)) {
            return Optional.of(
                    "is a component; only core modules run here: build for wasm32-wasip1, not for wasip2, and"
                            + " leave out tools such as wasm-tools component new");
        }
        if (begins(new byte[] {0, 'a', 's', 'm'})) {
            return Optional.empty();
        }
        return Optional.of(isText() ? "is WebAssembly text; assemble it first: wat2wasm " + name : otherFormat());
    }

    private boolean isText() {
        String start = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.UTF_8).stripLeading();
        return start.startsWith("(module") || start.startsWith(";;") || start.startsWith("(;");
    }

    private String otherFormat() {
        String advice = "; build your program for wasm32-wasip1";
        if (begins("MZ".getBytes(StandardCharsets.US_ASCII))) {
            return "is a program for Windows, not a WebAssembly module" + advice;
        }
        if (begins(new byte[] {0x7F, 'E', 'L', 'F'})) {
            return "is a program for Linux (ELF), not a WebAssembly module" + advice;
        }
        if (begins(new byte[] {(byte) 0xCF, (byte) 0xFA, (byte) 0xED, (byte) 0xFE})) {
            return "is a program for macOS, not a WebAssembly module" + advice;
        }
        if (begins(new byte[] {'P', 'K', 3, 4})) {
            return "is a JAR or another archive, not a WebAssembly module";
        }
        return "is no WebAssembly module: it does not begin with \\0asm" + advice;
    }

    private boolean begins(byte[] with) {
        if (bytes.length < with.length) {
            return false;
        }
        for (int i = 0; i < with.length; i++) {
            if (bytes[i] != with[i]) {
                return false;
            }
        }
        return true;
    }

    private static CommandFailed wrong(String message) {
        return new CommandFailed(CommandFailed.USAGE, message);
    }
}
