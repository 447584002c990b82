package io.sandglass.store.payload;

import io.sandglass.store.StoreUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which payload files may go. One lock is held while a file goes, and while one that is there already is taken into use
 * again. Thread-safe.
 */
final class PayloadUse {
    private static final int KNOWN = 10_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final UnnamedFiles unnamed;

    /** How many want no file to go. */
    private int holds;

    /** Files that this process has made sure of. */
    private final Map<String, Boolean> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > KNOWN;
        }
    };

    /** Whether a file is as it was put. */
    @FunctionalInterface
    interface Check {
        boolean passes() throws IOException;
    }

    /** What is done under the lock. */
    @FunctionalInterface
    private interface Step {
        boolean run() throws IOException;
    }

    PayloadUse(UnnamedFiles unnamed) {
        this.unnamed = unnamed;
    }

    /**
     * Takes a file into use again, as if it were written now.
     *
     * @param check made unless this process has made sure of the file
     * @return false if it must be written
     */
    boolean reuse(Path file, Instant now, Check check) throws IOException {
        return locked(() -> {
            boolean there = nameAgain(file, now, check);
            if (there) {
                known.put(PayloadTree.name(file), true);
            }
            return there;
        });
    }

    /** The same, but the check says nothing about what is in the file. Opens none, if this process has made sure of it. */
    boolean nameAgain(Path file, Instant now, Check check) throws IOException {
        String name = PayloadTree.name(file);
        return locked(() -> {
            if (!Files.isRegularFile(file) || !known.containsKey(name) && !check.passes()) {
                return false;
            }
            if (!file.toFile().setLastModified(now.toEpochMilli())) { // the other way would open it
                throw new IOException("the time of " + file + " cannot be set");
            }
            unnamed.reuse(name); // a crash may have left what was said of a file that went
            return true;
        });
    }

    /** A file was written, and is about to be named. */
    void written(String name) throws IOException {
        locked(() -> use(name));
    }

    /** @param more how many more want no file to go; negative if fewer do */
    void hold(int more) {
        lock.lock();
        try {
            holds += more;
        } finally {
            lock.unlock();
        }
    }

    /** Begins to look for files that no run names, by the entries of this journal. */
    void begin(String journal) throws IOException {
        locked(() -> {
            unnamed.begin(journal);
            return true;
        });
    }

    /** Keeps which files no run names. */
    void keep() throws IOException {
        locked(() -> {
            unnamed.keep();
            return true;
        });
    }

    /**
     * Whether no copy names a file that was made before no run did.
     *
     * @param named whether a run does
     */
    boolean isFree(String name, boolean named, Copies copies) {
        lock.lock();
        try {
            if (named) {
                unnamed.remove(name);
                return false;
            }
            return copies.oldest() >= unnamed.since(name, copies.newest());
        } finally {
            lock.unlock();
        }
    }

    /** @return whether it went; not if somebody holds the files, or it was put again since then */
    boolean delete(Path file, Instant before) {
        try {
            return locked(() -> {
                if (holds > 0 || !PayloadTree.isOlder(file, before)) {
                    return false;
                }
                known.remove(PayloadTree.name(file));
                unnamed.remove(PayloadTree.name(file));
                return Files.deleteIfExists(file);
            });
        } catch (IOException e) {
            throw new StoreUnavailable("cannot delete the payload " + file + ": " + e, e);
        }
    }

    private boolean use(String name) throws IOException {
        unnamed.reuse(name);
        known.put(name, true);
        return true;
    }

    private boolean locked(Step step) throws IOException {
        lock.lock();
        try {
            return step.run();
        } finally {
            lock.unlock();
        }
    }
}
