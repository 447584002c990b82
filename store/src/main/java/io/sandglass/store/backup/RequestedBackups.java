package io.sandglass.store.backup;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.time.Clock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Backups that people ask for, several at once if they like: each gets a copy of its own. Thread-safe. */
public final class RequestedBackups {
    private final DataDirectory data;
    private final PayloadFiles payloads;
    private final DatabaseCopy copies;
    private final Clock clock;
    private final AtomicLong asked = new AtomicLong();
    private final Set<Path> underWay = ConcurrentHashMap.newKeySet();

    public RequestedBackups(DataDirectory data, PayloadFiles payloads, DatabaseCopy copies, Clock clock) {
        this.data = data;
        this.payloads = payloads;
        this.copies = copies;
        this.clock = clock;
    }

    /**
     * Writes one.
     *
     * @throws StoreUnavailable if that is not possible, or somebody else is writing this very file
     */
    public void write(Path file) {
        Path target = file.toAbsolutePath().normalize();
        if (!underWay.add(target)) {
            throw new StoreUnavailable(
                    "another backup is being written to " + target + " now; wait for that one or name another file");
        }
        try {
            BackupDirectory own = new BackupDirectory(data);
            if (own.claims(target)) {
                throw new StoreUnavailable(
                        "the store names its own copies like " + target.getFileName() + "; name another file");
            }
            BackupArchive.checkFree(target);
            RequestedDrafts.tidy(requireNonNull(target.getParent(), "directory"));
            Path copy =
                    own.directory().resolve(BackupDirectory.ASKED + asked.incrementAndGet() + BackupDirectory.DRAFT);
            try (PayloadFiles.Hold held = payloads.hold()) { // what the copy names must be there until it is written
                Applied applied = copies.to(copy);
                BackupArchive.write(data, held, copy, BackupArchive.about(applied.seq(), clock.now()), target);
            } finally {
                DatabaseCopy.discard(copy);
            }
        } finally {
            underWay.remove(target);
        }
    }
}
