package io.sandglass.store.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A real directory of which nothing is changed, whoever tries. */
record LookedAtDisk(Path directory) implements Disk {
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

    @Override
    public DiskFile open(String name) throws IOException {
        Path file = path(name);
        try {
            return new BlockingFile(file, new RandomAccessFile(file.toFile(), "r"));
        } catch (FileNotFoundException e) {
            if (Files.exists(file)) {
                throw e;
            }
            throw new NoSuchFileException(file.toString());
        }
    }

    @Override
    public DiskFile create(String name) throws IOException {
        throw onlyLooking(name);
    }

    @Override
    public Object identity(String name) {
        return name; // nobody goes on writing to it
    }

    @Override
    public void rename(String from, String to) throws IOException {
        throw onlyLooking(from);
    }

    @Override
    public void delete(String name) throws IOException {
        throw onlyLooking(name);
    }

    @Override
    public void sync() throws IOException {
        throw onlyLooking("");
    }

    private IOException onlyLooking(String name) {
        return new IOException(path(name) + " is only looked at");
    }
}
