package io.sandglass.plugin.wasm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The modules that were run, each content once, by digest: what replaces a module does not keep its past from being run
 * again. Thread-safe. Other processes may read beside one that keeps and sweeps.
 */
public final class KeptModules {
    private static final Logger log = LoggerFactory.getLogger(KeptModules.class);
    private static final String SUFFIX = ".wasm";
    private static final String HALF = "half";
    private static final String NEW = ".new";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}\\.wasm");

    private final Path directory;
    private final ReentrantLock lock = new ReentrantLock();
    /** Digests of what ran in this process, by its bytes: as long as somebody holds them, it may run again. Guarded. */
    private final Map<byte[], String> ran = new WeakHashMap<>();
    /** Since when a module is known to be held by nobody, in nanoseconds. Guarded. */
    private final Map<String, Long> idle = new HashMap<>();

    /** @param directory where they are; made when the first is kept */
    public KeptModules(Path directory) {
        this.directory = directory;
    }

    /** Keeps a module, if it is not yet; a disk that refuses is only logged: the module runs all the same. */
    void keep(String sha256, byte[] wasm) {
        lock.lock();
        try {
            ran.put(wasm, sha256);
            if (find(sha256).isEmpty()) { // also where it is damaged
                Files.createDirectories(directory);
                write(file(sha256), wasm);
            }
        } catch (IOException e) {
            log.warn(
                    "module {} is not kept, so it can be replayed only while its file is there: {}",
                    sha256,
                    e.toString());
        } finally {
            lock.unlock();
        }
    }

    private void write(Path file, byte[] wasm) throws IOException {
        Path half = Files.createTempFile(directory, HALF, NEW);
        try {
            Files.write(half, wasm);
            Files.move(half, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /**
     * Deletes what a process left half written when it ended, and the modules that nobody needs: those that no plugin of
     * this process holds, seen so by this and by an earlier call, and that history does not name. The time between lets
     * history follow what ran last.
     *
     * @param nanos now, by a clock that only goes on, so that no other is believed
     * @param between how long ago the earlier call was, at least; zero if this one is enough
     * @param needed whether history names the module of a digest; asked without any lock
     * @return how many modules were deleted
     * @throws IOException if the directory cannot be read, or a file not be deleted
     */
    public int sweep(long nanos, Duration between, Predicate<String> needed) throws IOException {
        deleteHalves();
        int deleted = 0;
        for (String sha256 : digests()) {
            if (isIdle(sha256, nanos, between) && !needed.test(sha256) && delete(sha256)) {
                deleted++;
            }
        }
        return deleted;
    }

    /** While this process writes none. */
    private void deleteHalves() throws IOException {
        lock.lock();
        try {
            for (String name : names()) {
                if (name.startsWith(HALF) && name.endsWith(NEW)) {
                    Files.deleteIfExists(directory.resolve(name));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private List<String> digests() throws IOException {
        return names().stream()
                .filter(name -> NAME.matcher(name).matches())
                .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                .sorted()
                .toList();
    }

    private List<String> names() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private boolean isIdle(String sha256, long nanos, Duration between) {
        lock.lock();
        try {
            if (ran.containsValue(sha256)) {
                idle.remove(sha256);
                return false;
            }
            long since = idle.computeIfAbsent(sha256, first -> nanos);
            return nanos - since >= between.toNanos();
        } finally {
            lock.unlock();
        }
    }

    /** Also those are needed that began to run while history was asked. */
    private boolean delete(String sha256) throws IOException {
        lock.lock();
        try {
            idle.remove(sha256);
            return !ran.containsValue(sha256) && Files.deleteIfExists(file(sha256));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The module of this digest; empty if it was never kept, or is damaged.
     *
     * @param sha256 64 hexadecimal digits
     * @throws IOException if it cannot be read
     */
    public Optional<byte[]> find(String sha256) throws IOException {
        try {
            byte[] wasm = Files.readAllBytes(file(sha256));
            return Digests.hex(wasm).equals(sha256) ? Optional.of(wasm) : Optional.empty();
        } catch (NoSuchFileException gone) {
            return Optional.empty();
        }
    }

    private Path file(String sha256) {
        return directory.resolve(sha256 + SUFFIX);
    }
}
