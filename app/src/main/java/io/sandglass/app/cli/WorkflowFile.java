package io.sandglass.app.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * A document as given on the command line.
 *
 * @param name as the user wrote it
 * @param path absolute; for standard input a name inside the current directory
 */
record WorkflowFile(String name, Path path, String text) {
    /** Well above the reader's own limit, which gives the better message. */
    private static final int MAX_BYTES = 16 * 1024 * 1024;

    /**
     * Reads a file, or standard input for {@code -}.
     *
     * @throws CommandFailed if it cannot be read as UTF-8 text
     */
    static WorkflowFile read(String name) {
        try {
            if (name.equals("-")) {
                return new WorkflowFile(
                        "stdin", Path.of("stdin").toAbsolutePath(), decode(name, System.in.readAllBytes()));
            }
            Path path = path(name);
            if (Files.isDirectory(path)) {
                throw new CommandFailed(CommandFailed.USAGE, name + " is a directory; name a workflow file in it");
            }
            if (!Files.exists(path)) {
                throw new CommandFailed(CommandFailed.USAGE, "there is no file " + name + guess(name, path));
            }
            if (Files.size(path) > MAX_BYTES) {
                throw new CommandFailed(
                        CommandFailed.USAGE, name + " is over " + MAX_BYTES + " bytes; is it a workflow?");
            }
            return new WorkflowFile(name, path, decode(name, Files.readAllBytes(path)));
        } catch (IOException e) {
            throw new CommandFailed(CommandFailed.UNAVAILABLE, "cannot read " + name + ": " + e.getMessage());
        }
    }

    private static String guess(String name, Path missing) {
        Path directory = missing.getParent();
        String without = directory == null || Files.isDirectory(directory) ? "" : ", nor a directory " + directory;
        return PathGuess.words(Path.of(name), ".yaml").orElse(without);
    }

    private static Path path(String name) {
        try {
            return Path.of(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw new CommandFailed(CommandFailed.USAGE, name + " cannot be the name of a file: " + e.getReason());
        }
    }

    private static String decode(String name, byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CommandFailed(CommandFailed.USAGE, name + " is not UTF-8 text; save it as UTF-8");
        }
    }
}
