package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a directory that hold workflows: YAML and JSON, neither hidden nor a test. */
record WorkflowFiles(Path directory) {
    /** More is not read; far over what a document may have. */
    static final int MAX_BYTES = 16 << 20;

    WorkflowFiles {
        requireNonNull(directory, "directory");
    }

    /** The file can be read, but is no text that could be a workflow. */
    static final class Unfit extends Exception {
        private static final long serialVersionUID = 1L;

        Unfit(String message) {
            super(message);
        }
    }

    /**
     * What is there now, by name.
     *
     * @throws IOException or UncheckedIOException if the directory cannot be listed
     */
    SortedMap<String, FileStamp> stamps() throws IOException {
        SortedMap<String, FileStamp> stamps = new TreeMap<>();
        try (Stream<Path> entries = Files.list(directory)) {
            entries.filter(WorkflowFiles::isWorkflow)
                    .flatMap(path -> FileStamp.of(path).stream())
                    .forEach(stamp -> stamps.put(stamp.name(), stamp));
        }
        return stamps;
    }

    /**
     * The whole text of a file.
     *
     * @throws IOException if it cannot be read now
     */
    String read(String file) throws IOException, Unfit {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(directory.resolve(file))) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw new Unfit("the file is over " + (MAX_BYTES >> 20) + " MiB; no workflow is that large");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Unfit("the file is not UTF-8 text; save it as UTF-8");
        }
    }

    private static boolean isWorkflow(Path path) {
        String name = path.getFileName().toString();
        boolean document = name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json");
        return document && !name.startsWith(".") && !name.matches(".*\\.test\\.\\w+");
    }
}
