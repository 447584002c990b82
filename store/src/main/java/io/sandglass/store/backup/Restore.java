package io.sandglass.store.backup;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what is in a backup, and what the journal holds behind a copy that the store made for itself, into the place of
 * what is in a data directory, which may be a mount point or a link: nothing leaves its file system. What was there is
 * kept in a directory inside.
 *
 * <p>While it is at it there is a file that names that directory, and no store opens: after a crash the next restore puts
 * everything back first.
 */
public final class Restore {
    private static final Logger log = LoggerFactory.getLogger(Restore.class);

    /** While this is there, what is in the directory does not belong together. */
    static final String UNFINISHED = "restore.unfinished";

    private static final String DRAFT = "restoring";
    private static final String ASIDE = "before-restore-";
    private static final String LOCK = "sandglass.lock";

    private final DataDirectory held;
    private final Path directory;
    private final Mover mover;
    private final Deque<Move> moved = new ArrayDeque<>();

    private Restore(DataDirectory held, Mover mover) {
        this.held = held;
        this.directory = held.file("").toAbsolutePath();
        this.mover = mover;
    }

    private record Move(Path from, Path to) {}

    /** Moves a file or a directory within one file system. */
    @FunctionalInterface
    public interface Mover {
        /** The usual one. */
        Mover RENAME = (from, to) -> Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);

        void move(Path from, Path to) throws IOException;
    }

    /**
     * Does it.
     *
     * @return where the old content is now; the directory itself if there was none
     * @throws io.sandglass.store.directory.StoreRefused if the directory is in use
     * @throws StoreUnavailable if the file is no backup, or the disk fails; then everything is as it was
     */
    public static Path run(Path backup, Path directory, Mover mover) {
        Path target = directory.toAbsolutePath().normalize();
        boolean fresh = !Files.exists(target);
        boolean done = false;
        try {
            Path aside = exclusively(backup, target, mover);
            done = true;
            return aside;
        } catch (IOException | SQLException e) {
            throw new StoreUnavailable("cannot restore " + backup + " to " + target + ": " + words(e), e);
        } finally {
            if (fresh && !done) {
                remove(target);
            }
        }
    }

    private static Path exclusively(Path backup, Path target, Mover mover) throws IOException, SQLException {
        try (DataDirectory held = DataDirectory.open(target)) {
            Path journal = held.file(OpenedJournal.DIRECTORY);
            if (Files.isDirectory(journal)) {
                held.lock(journal).close(); // somebody may have deleted the lock of a service that is up
            }
            new BackupDirectory(held).returnPassword(held);
            return new Restore(held, mover).run(backup, target);
        }
    }

    private static void remove(Path target) {
        try {
            clear(target);
        } catch (IOException e) {
            log.warn("{} is of no use and cannot be deleted: {}", target, e.toString());
        }
    }

    /** @throws StoreCorrupt if a restore was broken off */
    public static void checkFinished(DataDirectory data) {
        Path unfinished = data.file(UNFINISHED);
        if (Files.exists(unfinished)) {
            throw StoreCorrupt.journal(
                    "a restore into " + data.file("") + " was broken off: what is there does not belong together;"
                            + " 'sandglass restore' once more puts it in order",
                    new IOException(unfinished + " is there"));
        }
    }

    private Path run(Path backup, Path target) throws IOException, SQLException {
        putBack();
        Path draft = directory.resolve(DRAFT);
        clear(draft);
        try (DataDirectory made = DataDirectory.open(draft)) {
            Applied copied = BackupArchive.unpack(backup, made);
            if (new BackupDirectory(held).claims(backup.toAbsolutePath())) {
                new JournalRest(held, copied).carry(made);
            }
        }
        Files.delete(draft.resolve(LOCK));
        String aside = free(ASIDE + Rebuild.stamp(Clock.system().now()));
        boolean anything = exchange(draft, directory.resolve(aside));
        DurableFiles.directory(directory);
        return anything ? target.resolve(aside) : target;
    }

    private String free(String name) {
        String free = name;
        for (int i = 2; Files.exists(directory.resolve(free)); i++) {
            free = name + "-" + i;
        }
        return free;
    }

    /** @return whether there was anything before */
    private boolean exchange(Path draft, Path aside) throws IOException {
        List<Path> old = content(directory).stream().filter(Restore::belongs).toList();
        boolean done = false;
        try {
            DurableFiles.createDirectory(aside);
            held.write(directory.resolve(UNFINISHED), String.valueOf(aside.getFileName()));
            moveAll(old, aside);
            moveAll(content(draft), directory);
            DurableFiles.directory(aside);
            DurableFiles.directory(directory);
            done = true;
        } finally {
            if (!done) {
                undo();
            }
            clear(draft);
            if (old.isEmpty() || !done) {
                Files.deleteIfExists(aside);
            }
            Files.deleteIfExists(directory.resolve(UNFINISHED));
        }
        return !old.isEmpty();
    }

    private void moveAll(List<Path> files, Path to) throws IOException {
        for (Path file : files) {
            Path place = to.resolve(file.getFileName());
            mover.move(file, place);
            moved.push(new Move(file, place));
        }
    }

    private void undo() throws IOException {
        while (!moved.isEmpty()) {
            Move last = moved.pop();
            Mover.RENAME.move(last.to(), last.from());
        }
    }

    /** After a crash: what is aside is what was there. */
    private void putBack() throws IOException {
        Path unfinished = directory.resolve(UNFINISHED);
        if (!Files.exists(unfinished)) {
            return;
        }
        Path aside = directory.resolve(named(unfinished));
        if (Files.isDirectory(aside)) {
            for (Path file : content(aside)) {
                Path place = directory.resolve(file.getFileName());
                clear(place);
                Mover.RENAME.move(file, place);
            }
            Files.delete(aside);
            DurableFiles.directory(directory);
        }
        Files.delete(unfinished);
    }

    /** Any other name could be that of what is not to be touched; an earlier program may have left none. */
    private static String named(Path unfinished) throws IOException {
        String name = Files.readString(unfinished, StandardCharsets.ISO_8859_1);
        if (!name.matches(ASIDE + "\\d{8}T\\d{6}Z(-\\d+)?")) {
            throw new IOException("a restore was broken off, and " + unfinished
                    + " does not say where it put what was there; nothing was touched. Move out of the directory "
                    + ASIDE + "... of that time what is in it, back to where it was, then delete the file");
        }
        return name;
    }

    private static boolean belongs(Path file) {
        String name = String.valueOf(file.getFileName());
        return !List.of(LOCK, DRAFT).contains(name) && !name.startsWith(UNFINISHED) && !name.startsWith(ASIDE);
    }

    private static List<Path> content(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void clear(Path draft) throws IOException {
        if (Files.exists(draft)) {
            try (Stream<Path> files = Files.walk(draft)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static String words(Exception e) {
        if (e instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        String words = Optional.ofNullable(e.getMessage()).orElseGet(e::toString);
        return e instanceof ZipException ? "it is no backup, or a damaged one: " + words : words;
    }
}
