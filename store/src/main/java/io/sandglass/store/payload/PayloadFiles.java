package io.sandglass.store.payload;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.Aside;
import io.sandglass.store.codec.PayloadRef;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory of large payloads: {@code <2 hex digits>/<sha256>}, each written once however often it occurs, whole and
 * synced before any record names it. What no record names is left to {@link #sweep}. Thread-safe.
 */
public final class PayloadFiles implements Aside {
    private static final int PREFIX = 2;
    private static final String NAME = "[0-9a-f]{64}";
    private static final int KNOWN = 10_000;

    private final Path directory;
    private final Place place;
    private final int threshold;

    /** Held while files go, and while one that is there already is taken into use again. */
    private final ReentrantLock turn = new ReentrantLock();

    /** Files that this process has made sure of; guarded by {@code turn}. */
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN;
        }
    };

    /**
     * @param directory made at the first payload
     * @param durable whether what was put survives the loss of power
     * @param threshold in bytes, at least 1
     */
    public PayloadFiles(Path directory, boolean durable, int threshold) {
        this.directory = requireNonNull(directory, "directory");
        this.place = new Place(durable);
        this.threshold = threshold;
    }

    @Override
    public int threshold() {
        return threshold;
    }

    /** @throws StoreUnavailable if the disk does not take it */
    @Override
    public PayloadRef put(byte[] bytes, int from, int length) {
        PayloadRef ref = new PayloadRef(sha256(bytes, from, length), length);
        Path file = file(ref.sha256());
        try {
            if (!reused(ref, file)) {
                place.createDirectory(directory);
                place.createDirectory(directory.resolve(ref.sha256().substring(0, PREFIX)));
                place.write(file, bytes, from, length);
                remember(ref);
            }
            return ref;
        } catch (IOException e) {
            throw new StoreUnavailable("cannot write the payload " + file + ": " + e, e);
        }
    }

    /** @throws PayloadDamaged if it is not there as it was put */
    @Override
    public byte[] get(PayloadRef ref) {
        Path file = file(ref.sha256());
        try {
            byte[] bytes = Place.read(file);
            if (bytes.length != ref.size() || !sha256(bytes, 0, bytes.length).equals(ref.sha256())) {
                throw new PayloadDamaged("the payload " + file + " is damaged; restore it from a backup");
            }
            return bytes;
        } catch (FileNotFoundException e) {
            throw new PayloadDamaged("the payload " + file + " is missing; restore it from a backup");
        } catch (IOException e) {
            throw new StoreUnavailable("cannot read the payload " + file + ": " + e, e);
        }
    }

    /**
     * Deletes what no record names, and drafts that a crash left.
     *
     * @param before only files that were last put before; long enough ago that the records naming them are known
     * @param named asked about each such file by its hash
     * @return how many files went
     */
    public int sweep(Instant before, Predicate<String> named) throws IOException {
        int[] gone = {0};
        each(file -> {
            if (old(file, before) && !named.test(name(file)) && delete(file, before)) {
                gone[0]++;
            }
        });
        return gone[0];
    }

    /** Calls back with every file while none goes. */
    public void hold(Held held) throws IOException {
        turn.lock();
        try {
            held.run(all());
        } finally {
            turn.unlock();
        }
    }

    /** What is done with the files while none goes. */
    @FunctionalInterface
    public interface Held {
        void run(List<Path> files) throws IOException;
    }

    private boolean reused(PayloadRef ref, Path file) throws IOException {
        turn.lock();
        try {
            if (!Files.exists(file) || !known.containsKey(ref.sha256()) && !sure(ref, file)) {
                return false;
            }
            known.put(ref.sha256(), true);
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return true;
        } finally {
            turn.unlock();
        }
    }

    /** Whether it is whole; its name may not have reached the disk before the last process ended. */
    private boolean sure(PayloadRef ref, Path file) throws IOException {
        try {
            get(ref);
            place.sync(requireNonNull(file.getParent()));
            place.sync(directory);
            return true;
        } catch (PayloadDamaged e) {
            return false;
        }
    }

    private void remember(PayloadRef ref) {
        turn.lock();
        try {
            known.put(ref.sha256(), true);
        } finally {
            turn.unlock();
        }
    }

    private boolean delete(Path file, Instant before) {
        turn.lock();
        try {
            known.remove(name(file));
            return old(file, before) && Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StoreUnavailable("cannot delete the payload " + file + ": " + e, e);
        } finally {
            turn.unlock();
        }
    }

    private static boolean old(Path file, Instant before) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw new StoreUnavailable("cannot look at the payload " + file + ": " + e, e);
        }
    }

    private List<Path> all() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(file -> name(file).matches(NAME)).toList();
        }
    }

    private void each(Consumer<Path> action) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> prefixes = Files.list(directory)) {
            for (Path prefix : prefixes.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(prefix)) {
                    files.filter(file -> name(file).matches(NAME) || name(file).endsWith(Place.DRAFT))
                            .forEach(action);
                }
            }
        }
    }

    private Path file(String sha256) {
        return directory.resolve(sha256.substring(0, PREFIX)).resolve(sha256);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String sha256(byte[] bytes, int from, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
