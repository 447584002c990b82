package io.sandglass.store.directory;

import io.sandglass.store.file.OwnFiles;
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
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second store out of a data directory, whichever process it is in. The operating system frees it when the
 * process dies.
 *
 * <p>H2 locks its file too, but lets a second store in the same process share the open database.
 */
public final class DirectoryLock implements AutoCloseable {
    /** Longer than a short command that only reads holds it, so that such a one never makes a service fail to start. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String NAME = "sandglass.lock";
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    /** Looked up before the file is touched: closing any descriptor of it would free this process's lock. */
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final @Nullable FileChannel channel;

    private DirectoryLock(Path file, @Nullable FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** @throws StoreLocked if it is held already */
    static DirectoryLock take(Path directory) throws IOException {
        return take(directory, directory.resolve(NAME), true);
    }

    /**
     * Takes one more lock of the same directory: who deletes the other one does not let a second store in.
     *
     * @param file where it is
     * @throws StoreLocked if it is held already
     */
    static DirectoryLock take(Path directory, Path file) throws IOException {
        return take(directory, file, true);
    }

    /**
     * The same without writing down who holds it. Where no store ever was there is nothing to hold, and nobody holds what is
     * mounted to be read only.
     *
     * @throws StoreLocked if it is held already
     */
    static DirectoryLock look(Path directory) throws IOException {
        return take(directory, directory.resolve(NAME), false);
    }

    private static DirectoryLock take(Path directory, Path file, boolean sign) throws IOException {
        if (!HELD_HERE.add(file)) {
            throw new StoreLocked(directory.resolve("sandglass.mv.db"), "another store in this process", null);
        }
        boolean taken = false;
        try {
            DirectoryLock lock = sign || lockable(file) ? lock(directory, file, sign) : new DirectoryLock(file, null);
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
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot release " + file, e);
        } finally {
            HELD_HERE.remove(file);
        }
    }

    private static boolean lockable(Path file) throws IOException {
        return Files.exists(file) && !Files.getFileStore(file).isReadOnly();
    }

    private static DirectoryLock lock(Path directory, Path file, boolean sign) throws IOException {
        FileChannel channel = sign
                ? FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                : FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            if (lock(channel)) {
                if (sign) {
                    sign(file, channel);
                }
                return new DirectoryLock(file, channel);
            }
        } catch (OverlappingFileLockException | IOException e) {
            channel.close();
            throw new IOException("cannot lock " + file, e);
        }
        channel.close();
        throw new StoreLocked(directory.resolve("sandglass.mv.db"), holder(file), null);
    }

    private static void sign(Path file, FileChannel channel) throws IOException {
        OwnFiles.restrict(file);
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(String.valueOf(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
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
        boolean alive = pid.matches("\\d{1,12}")
                && ProcessHandle.of(Long.parseLong(pid)).isPresent(); // one that only looks does not write itself down
        return alive ? "process " + pid : "another process";
    }
}
