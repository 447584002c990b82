package io.sandglass.store.journal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the segment that grows was put. Somebody may delete, move or exchange it, or its directory, while it is written to:
 * the open file takes entries still, but nobody would find them at the next opening. Not thread-safe.
 */
final class SegmentPlace {
    private static final Logger log = LoggerFactory.getLogger(SegmentPlace.class);

    private final Disk disk;
    private final @Nullable Object directory;
    private @Nullable Segment segment;
    private String name = "";
    private @Nullable Object file;
    private boolean lost;

    SegmentPlace(Disk disk) throws IOException {
        this.disk = disk;
        this.directory = disk.identity("");
    }

    /** From now on it is this one, which is there. */
    void put(Segment grows) throws IOException {
        segment = grows;
        name = grows.name();
        file = disk.identity(grows.name());
        lost = false;
    }

    /** Whether it was not where it was put at the last look, and could not be put back since. */
    boolean lost() {
        return lost;
    }

    /** Looks whether there is a file of its name, which may be another one. */
    boolean isThere() throws IOException {
        lost = !disk.exists(name);
        return !lost;
    }

    /**
     * Looks whether it is there, and if not, {@link #putBack puts it back}.
     *
     * @return whether that had to be done; then the open file is of no use any more
     */
    boolean regain(SegmentWriter writer) throws IOException {
        lost = !Objects.equals(file, disk.identity(name));
        if (!lost) {
            return false;
        }
        putBack(writer);
        lost = false;
        return true;
    }

    /**
     * Writes what the open file holds to where it was.
     *
     * @throws JournalUnavailable if another directory is there now, or none: the journal may be elsewhere as a whole
     */
    void putBack(SegmentWriter writer) throws IOException {
        checkDirectory();
        writer.copyTo(disk, segment());
        log.warn(
                "{} was deleted, moved or exchanged while it is in use; it is written again, and nothing is lost: find out"
                        + " who did that",
                disk.path(segment().name()));
    }

    private Segment segment() {
        return requireNonNull(segment, "the segment that grows");
    }

    private void checkDirectory() throws IOException {
        if (!Objects.equals(directory, disk.identity(""))) {
            throw new JournalUnavailable(
                    "the journal directory " + disk.path("") + " was moved, deleted or exchanged while it is in use;"
                            + " nothing is acknowledged until it is back, as what was acknowledged is in the files that"
                            + " were in it; if it is lost, stop the service: the next start goes on from the database",
                    null);
        }
    }
}
