package io.sandglass.store.payload;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.LargePayloads;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A directory of large payloads: {@code <2 hex digits>/<sha256>}, each written once however often it occurs, whole and
 * synced before any record names it. What no record names is left to {@link #sweep}. Thread-safe.
 */
public final class PayloadFiles implements LargePayloads {
    private static final int PREFIX = 2;
    private static final String NAME = "[0-9a-f]{64}";
    private static final int KNOWN = 10_000;

    private final Path directory;
    private final WholeFiles place;
    private final int threshold;

    /** Held while one file goes, and while one that is there already is taken into use again. */
    private final ReentrantLock turn = new ReentrantLock();

    /** How many want no file to go; guarded by {@code turn}. */
    private int holds;

    /** Files that no run named, with the newest entry of the journal then; guarded by {@code turn}. */
    private final Map<String, Long> unnamed = new HashMap<>();

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
        this.place = new WholeFiles(durable);
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
            byte[] bytes = WholeFiles.read(file);
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
     * Deletes what neither a record nor a copy of the database names, and drafts that a crash left.
     *
     * @param before only files that were last put before; long enough ago that the records naming them are known
     * @param named asked about each such file by its hash
     * @param newest the newest entry of the journal
     * @param copied the entry that the oldest copy is up to; {@link Long#MAX_VALUE} if there is none
     * @return how many files went
     */
    public int sweep(Instant before, Predicate<String> named, LongSupplier newest, long copied) throws IOException {
        int[] gone = {0};
        each(file -> {
            if (old(file, before) && free(name(file), named, newest, copied) && delete(file, before)) {
                gone[0]++;
            }
        });
        return gone[0];
    }

    /** From now on no file goes, until this is closed; they can be put and read. */
    public Hold hold() {
        count(1);
        return new Hold();
    }

    /** Every file; what is put meanwhile may be among them. */
    public List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        each(file -> {
            if (name(file).matches(NAME)) {
                files.add(file);
            }
        });
        return files;
    }

    /** Keeps files from being deleted. */
    public final class Hold implements AutoCloseable {
        private Hold() {}

        /** Every file; what is put meanwhile may be among them. */
        public List<Path> files() throws IOException {
            return PayloadFiles.this.files();
        }

        @Override
        public void close() {
            count(-1);
        }
    }

    private void count(int more) {
        turn.lock();
        try {
            holds += more;
        } finally {
            turn.unlock();
        }
    }

    /** Whether nothing names it, and no copy that was made before nothing did is kept. */
    private boolean free(String name, Predicate<String> named, LongSupplier newest, long copied) {
        if (!name.matches(NAME)) {
            return true;
        }
        boolean taken = named.test(name);
        turn.lock();
        try {
            if (taken) {
                unnamed.remove(name);
                return false;
            }
            return copied >= unnamed.computeIfAbsent(name, fresh -> newest.getAsLong());
        } finally {
            turn.unlock();
        }
    }

    private boolean reused(PayloadRef ref, Path file) throws IOException {
        turn.lock();
        try {
            if (!Files.exists(file) || !known.containsKey(ref.sha256()) && !sure(ref, file)) {
                return false;
            }
            known.put(ref.sha256(), true);
            unnamed.remove(ref.sha256());
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
            if (holds > 0 || !old(file, before)) {
                return false;
            }
            known.remove(name(file));
            unnamed.remove(name(file));
            return Files.deleteIfExists(file);
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

    private void each(Consumer<Path> action) throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> prefixes = Files.list(directory)) {
            for (Path prefix : prefixes.filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.list(prefix)) {
                    files.filter(file -> name(file).matches(NAME) || name(file).endsWith(WholeFiles.DRAFT))
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
