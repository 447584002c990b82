package io.sandglass.store.journal;

import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.file.OwnFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real directory. It and its files are for their owner only, where the file system knows owners. */
final class DirectoryDisk implements Disk {
    private final Path directory;

    private DirectoryDisk(Path directory) {
        this.directory = directory;
    }

    /** Creates the directory if need be. */
    static DirectoryDisk in(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        DurableFiles.createDirectory(absolute);
        return new DirectoryDisk(absolute);
    }

    @Override
    public Path path(String name) {
        return directory.resolve(name);
    }

    @Override
    public List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }

    /** Opens nothing: opening for writing would make a file anew that is deleted at this moment. */
    @Override
    public long size(String name) throws IOException {
        try {
            return Files.size(path(name));
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        Path file = path(name);
        Files.deleteIfExists(file);
        OwnFiles.createFile(file);
        return new BlockingFile(file);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        Path file = path(name);
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        return new BlockingFile(file);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(path(from), path(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public @Nullable Object identity(String name) throws IOException {
        try {
            Object key =
                    Files.readAttributes(path(name), BasicFileAttributes.class).fileKey();
            return key == null ? name : key; // not every file system tells files apart
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(path(name));
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(path(name));
    }

    @Override
    public void sync() throws IOException {
        DurableFiles.directory(directory);
    }
}
