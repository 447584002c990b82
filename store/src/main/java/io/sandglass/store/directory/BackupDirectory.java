package io.sandglass.store.directory;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.file.CheckedZip;
import io.sandglass.store.file.DurableFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The copies of the database that the store makes for itself, from which the journal brings it up to date again. */
public final class BackupDirectory {
    /** How the copies begin that somebody asked for; they are gone when they are in the file that was named. */
    public static final String ASKED = "asked-";

    /** How everything here ends that is not finished. */
    public static final String DRAFT = ".new";

    /** What a copy of its own is, until it was read whole. */
    public static final String NEXT = "backup" + DRAFT;

    /** Where a copy is unpacked to be read. */
    public static final String ROOM = "backup-check.mv.db";

    /** How a file ends that people asked for, and that is not finished: after the number of the process. */
    public static final String REQUESTED_DRAFT = ".sandglass" + DRAFT;

    /** Holds the password of the database, without which none of the copies can be opened. */
    private static final String PASSWORD = "sandglass-admin.json";

    private static final String OURS = "\\Q" + NEXT + "\\E|\\Q" + PASSWORD + DRAFT + "\\E|backup-check\\..*\\.db|"
            + ASKED + "\\d+\\" + DRAFT + "|.+\\.\\d+\\Q" + REQUESTED_DRAFT + "\\E";

    private static final Logger log = LoggerFactory.getLogger(BackupDirectory.class);

    private static final String PREFIX = "sandglass-";
    private static final String SUFFIX = ".zip";

    private final Path directory;

    public BackupDirectory(DataDirectory data) {
        this(data.file("backups"));
    }

    public BackupDirectory(Path directory) {
        this.directory = directory;
    }

    /** May not be there yet. */
    public Path directory() {
        return directory;
    }

    /** Where a data directory's copy of the database's password is kept, if there is one. */
    static Path passwordBeside(DataDirectory data) {
        return new BackupDirectory(data).directory.resolve(PASSWORD);
    }

    /** Keeps a copy of the database's password here, if there is such a directory, in case that its own file is lost. */
    public void keepPassword(DataDirectory data) throws IOException {
        Path password = data.passwordFile();
        Path kept = directory.resolve(PASSWORD);
        if (!Files.isDirectory(directory)
                || !Files.exists(password)
                || Files.exists(kept) && Files.mismatch(password, kept) == -1) {
            return;
        }
        DurableFiles.write(kept, Files.readAllBytes(password));
    }

    /**
     * Makes the file with the database's password from the copy that is kept here, if it is missing.
     *
     * @throws StoreUnavailable if the disk fails
     */
    public void returnPassword(DataDirectory data) {
        Path password = data.passwordFile();
        Path kept = directory.resolve(PASSWORD);
        try {
            if (!Files.exists(password) && Files.exists(kept)) {
                data.write(password, Files.readString(kept));
                log.warn("{} was missing and is made from {}", password, kept);
            }
        } catch (IOException e) {
            throw new StoreUnavailable("cannot make " + password + " from " + kept + ": " + e, e);
        }
    }

    /** The newest one first. */
    public List<Path> newestFirst() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(BackupDirectory::named)
                    .sorted(Comparator.comparing(BackupDirectory::text).reversed())
                    .toList();
        }
    }

    /**
     * A name that sorts after those of earlier ones: the journal's entry it is up to, then the time; in the same digits
     * wherever the service runs.
     */
    public static String name(long seq, String time) {
        return PREFIX + String.format(Locale.ROOT, "%019d", seq) + "-" + time + SUFFIX;
    }

    /** The journal's entry that a backup is up to. */
    public static long seq(Path backup) {
        return Long.parseLong(text(backup).substring(PREFIX.length(), PREFIX.length() + 19));
    }

    /** The data directory that a backup was made in, if it is one of these copies and lies where it was made. */
    public static Optional<Path> origin(Path backup) {
        Path directory = backup.toAbsolutePath().getParent();
        Path data = directory == null ? null : directory.getParent();
        return named(backup) && data != null && Files.exists(data.resolve("admin.json"))
                ? Optional.of(data)
                : Optional.empty();
    }

    /** Takes the database out of a backup, and compares it with its checksum. */
    public static void extract(Path backup, Path target) throws IOException {
        read(backup, in -> Files.copy(in, target));
    }

    /** Reads the database in a backup to its end, and compares it with its checksum. */
    public static void check(Path backup) throws IOException {
        read(backup, in -> in.transferTo(OutputStream.nullOutputStream()));
    }

    private static void read(Path backup, CheckedZip.Reader<Long> reader) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            ZipEntry entry = zip.getEntry(DataDirectory.DATABASE);
            if (entry == null) {
                throw new ZipException(backup + " holds no " + DataDirectory.DATABASE);
            }
            CheckedZip.read(zip, entry, reader);
        }
    }

    /** Whether a file here would be taken for a copy that the store made for itself. */
    public boolean claims(Path file) {
        Path parent = file.getParent();
        try {
            return named(file) && parent != null && Files.isSameFile(parent, directory);
        } catch (IOException e) {
            return false; // one of them is not there
        }
    }

    /** Deletes what a process that died while it made a backup has left. What somebody else put here stays. */
    public void tidy() throws IOException {
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.filter(file -> text(file).matches(OURS)).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static boolean named(Path file) {
        return text(file).matches(PREFIX + "\\d{19}-\\w+\\" + SUFFIX);
    }

    private static String text(Path file) {
        @Nullable Path name = file.getFileName();
        return name == null ? "" : name.toString();
    }
}
