package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.file.DurableFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * Replaces the text of a file and keeps the original beside it. Either all of it happens or the file stays as it was.
 *
 * @param file the file itself, where a link leads to it
 */
record RewrittenFile(Path file) {
    RewrittenFile {
        requireNonNull(file, "file");
    }

    /** @throws IOException if there is none */
    static RewrittenFile at(Path path) throws IOException {
        return new RewrittenFile(path.toRealPath());
    }

    /**
     * Writes the new text.
     *
     * @param label what the original was, as a part of its new name
     * @return where the original is now; never a file that was there before
     */
    Path replace(String text, String label) throws IOException {
        Path original = copyBeside(label);
        DurableFiles.file(original);
        Path fresh = Files.createTempFile(file.getParent(), "." + file.getFileName() + ".", ".new");
        try {
            Files.writeString(fresh, text);
            copyPermissions(fresh);
            DurableFiles.move(fresh, file);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return original;
    }

    private Path copyBeside(String label) throws IOException {
        for (int number = 1; ; number++) {
            String name = file.getFileName() + "." + label + (number == 1 ? "" : "." + number) + ".orig";
            try {
                return Files.copy(file, file.resolveSibling(name), StandardCopyOption.COPY_ATTRIBUTES);
            } catch (FileAlreadyExistsException e) {
                // an earlier original, which is kept as well
            }
        }
    }

    private void copyPermissions(Path fresh) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (view != null) {
            Files.setPosixFilePermissions(fresh, view.readAttributes().permissions());
        }
    }
}
