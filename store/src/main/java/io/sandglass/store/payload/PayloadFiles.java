package io.sandglass.store.payload;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.NoRoom;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.LargePayloads;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.file.DiskFull;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory of large payloads: {@code <2 hex digits>/<sha256>}, each written once however often it occurs, whole and
 * synced before any record names it. What no record names is left to {@link #sweep}. Thread-safe.
 */
public final class PayloadFiles implements LargePayloads {
    private static final Logger log = LoggerFactory.getLogger(PayloadFiles.class);
    private static final int LEAST_THRESHOLD = 1024;
    private static final String UNNAMED = "unnamed";

    private final PayloadTree tree;
    private final int threshold;
    private final Clock clock;
    private final PayloadUse use;
    private final Set<Path> prepared = ConcurrentHashMap.newKeySet();

    private volatile boolean spare;

    /** Whether the last one could not be written. */
    private final AtomicBoolean trouble = new AtomicBoolean();

    /**
     * @param directory made at the first payload
     * @param threshold in bytes, at least 1
     * @param clock tells how old files are
     */
    public PayloadFiles(Path directory, int threshold, Clock clock) {
        this.tree = new PayloadTree(requireNonNull(directory, "directory"));
        this.threshold = threshold;
        this.clock = requireNonNull(clock, "clock");
        this.use = new PayloadUse(new UnnamedFiles(directory.resolve(UNNAMED)));
    }

    @Override
    public int threshold() {
        return spare ? Math.min(threshold, LEAST_THRESHOLD) : threshold;
    }

    @Override
    public void spareMemory(boolean spare) {
        this.spare = spare;
    }

    @Override
    public Optional<PayloadRef> put(byte[] bytes, int from, int length) {
        try {
            PayloadRef ref = keep(bytes, from, length);
            trouble.set(false);
            return Optional.of(ref);
        } catch (StoreUnavailable e) {
            if (DiskFull.in(e, tree.directory())) {
                throw new NoRoom("there is no room for a payload: " + e.getMessage(), e);
            }
            if (trouble.compareAndSet(false, true)) {
                log.error("until payloads can be written again, they stay in their records", e);
            }
            return Optional.empty();
        }
    }

    /** Keeps a payload as {@link #put} does. @throws StoreUnavailable if the disk does not take it */
    public PayloadRef keep(byte[] bytes, int from, int length) {
        PayloadRef ref = PayloadRef.of(bytes, from, length);
        Path file = tree.file(ref.sha256());
        try {
            if (!use.reuse(file, clock.now(), () -> sure(ref, file))) {
                prepare(requireNonNull(file.getParent()));
                DurableFiles.write(tree.draft(file), file, bytes, from, length);
                Files.setLastModifiedTime(file, FileTime.from(clock.now()));
                use.written(ref.sha256());
            }
            return ref;
        } catch (IOException e) {
            throw new StoreUnavailable("cannot write the payload " + file + ": " + e, e);
        }
    }

    /** Syncs also what another thread may have made and not synced yet. */
    private void prepare(Path prefix) throws IOException {
        if (!prepared.contains(prefix) || !Files.isDirectory(prefix) || !Files.isDirectory(tree.draftsDirectory())) {
            DurableFiles.createDirectory(tree.directory());
            DurableFiles.createDirectory(tree.draftsDirectory());
            DurableFiles.createDirectory(prefix);
            syncNames();
            prepared.add(prefix);
        }
    }

    @Override
    public boolean nameAgain(PayloadRef ref) {
        Path file = tree.file(ref.sha256());
        try {
            return use.nameAgain(file, clock.now(), () -> Files.size(file) == ref.size() && syncNamesOf(file));
        } catch (IOException e) {
            log.debug("{} is not named again without being read", file, e);
            return false;
        }
    }

    /** @throws PayloadDamaged if it is not there as it was put */
    @Override
    public byte[] get(PayloadRef ref) {
        Path file = tree.file(ref.sha256());
        try {
            byte[] bytes = PayloadTree.read(file);
            if (!PayloadRef.of(bytes, 0, bytes.length).equals(ref)) {
                throw new PayloadDamaged("the payload " + file + " is damaged; restore it from a backup");
            }
            return bytes;
        } catch (IOException e) {
            if (Files.notExists(file)) { // an exception says so too where it cannot be opened now
                throw new PayloadDamaged("the payload " + file + " is missing; restore it from a backup");
            }
            throw new StoreUnavailable("cannot read the payload " + file + ": " + e, e);
        }
    }

    /**
     * Deletes what a process that died was writing, which takes the room that the journal needs. Only before anything is
     * put.
     */
    public void tidy() throws IOException {
        for (Path draft : tree.drafts()) {
            Files.deleteIfExists(draft);
        }
    }

    /**
     * Deletes what neither a record nor a copy of the database names.
     *
     * @param before only files that were last put before; long enough ago that the records naming them are known
     * @param named asked about each such file by its hash
     * @param copies those of the database that are kept
     * @return how many files went
     */
    public int sweep(Instant before, Predicate<String> named, Copies copies) throws IOException {
        use.begin(copies.journal());
        int[] gone = {0};
        tree.each(file -> {
            if (PayloadTree.isOlder(file, before) && free(file, named, copies) && use.delete(file, before)) {
                gone[0]++;
            }
        });
        use.keep();
        return gone[0];
    }

    /** From now on no file goes, until this is closed; they can be put and read. */
    public Hold hold() {
        use.hold(1);
        return new Hold();
    }

    /** Every file; what is put meanwhile may be among them. */
    public List<Path> files() throws IOException {
        return tree.files();
    }

    /** Keeps files from being deleted. */
    public final class Hold implements AutoCloseable {
        private Hold() {}

        /** Every file; what is put meanwhile may be among them. */
        public List<Path> files() throws IOException {
            return tree.files();
        }

        @Override
        public void close() {
            use.hold(-1);
        }
    }

    /** Whether nothing names it, and no copy that was made before nothing did is kept. */
    private boolean free(Path file, Predicate<String> named, Copies copies) {
        String name = PayloadTree.name(file);
        return use.isFree(name, named.test(name), copies);
    }

    /** Whether it is whole; its name may not have reached the disk before the last process ended. */
    private boolean sure(PayloadRef ref, Path file) throws IOException {
        try {
            get(ref);
            return syncNamesOf(file);
        } catch (PayloadDamaged | StoreUnavailable e) { // one that cannot be read may yet be written
            return false;
        }
    }

    /** Of the file, and of the directories above it. */
    private boolean syncNamesOf(Path file) throws IOException {
        DurableFiles.directory(requireNonNull(file.getParent()));
        syncNames();
        return true;
    }

    /** Of the directories; whoever made them may not have come to that. */
    private void syncNames() throws IOException {
        DurableFiles.directory(tree.directory());
        DurableFiles.directory(requireNonNull(tree.directory().toAbsolutePath().getParent()));
    }
}
