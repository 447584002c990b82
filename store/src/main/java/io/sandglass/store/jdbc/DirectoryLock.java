package io.sandglass.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Keeps a second store out of a data directory, whichever process it is in. The operating system frees it when the
 * process dies.
 *
 * <p>H2 locks its file too, but lets a second store in the same process share the open database.
 */
final class DirectoryLock implements AutoCloseable {
    /** Longer than a short command that only reads holds it, so that such a one never makes a service fail to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** Looked up before the file is touched: closing any descriptor of it would free this process's lock. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private DirectoryLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws StoreLocked if it is held already */
    static DirectoryLock take(Path directory) throws IOException {
        Path file = directory.resolve("sandglass.lock");
        if (!HELD_HERE.add(file)) {
            throw new StoreLocked(directory.resolve("sandglass.mv.db"), "another store in this process", null);
        }
        boolean taken = false;
        try {
            DirectoryLock lock = lock(directory, file);
            taken = true;
            return lock;
        } finally {
            if (!taken) {
                HELD_HERE.remove(file);
            }
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot release " + file, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }

    private static DirectoryLock lock(Path directory, Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            DataDirectory.ownerOnly(file, "rw-------");
            if (lock(channel)) {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
                return new DirectoryLock(file, channel);
            }
        } catch (OverlappingFileLockException | IOException e) {
            channel.close();
            throw new IOException("cannot lock " + file, e);
        }
        channel.close();
        throw new StoreLocked(directory.resolve("sandglass.mv.db"), holder(file), null);
    }

    private static boolean lock(FileChannel channel) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean locked = channel.tryLock() != null;
        while (!locked && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            locked = channel.tryLock() != null;
        }
        return locked;
    }

    private static String holder(Path file) throws IOException {
        String pid = Files.readString(file, StandardCharsets.US_ASCII);
        return pid.matches("\\d{1,12}") ? "process " + pid : "another process";
    }
}
