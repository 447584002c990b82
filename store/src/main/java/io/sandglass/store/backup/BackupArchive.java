package io.sandglass.store.backup;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.Sql;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.file.CheckedZip;
import io.sandglass.store.file.DurableFiles;
import io.sandglass.store.file.OwnFiles;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup that somebody asked for: one zip file with the database, its passwords, and a word on what it is. The database
 * in it has everything that was acknowledged before, so that it needs no journal.
 */
final class BackupArchive {
    private static final Logger log = LoggerFactory.getLogger(BackupArchive.class);
    private static final String ABOUT = "backup.json";
    private static final int FORMAT = 1;
    private static final String PAYLOADS = DataDirectory.PAYLOADS + "/";
    private static final Pattern ABOUT_FORM =
            Pattern.compile("\\s*\\{\\s*\"format\"\\s*:\\s*(\\d{1,6})\\s*[,}].*", Pattern.DOTALL);
    private static final List<String> PASSWORDS = List.of("admin.json", "reader.json");

    private BackupArchive() {}

    /**
     * Makes one of a copy of the database.
     *
     * @param payloads held since before the copy was made
     * @param copy H2's own zip file
     * @param about what {@link #about} says
     */
    static void write(DataDirectory data, PayloadFiles.Hold payloads, Path copy, String about, Path target) {
        Path draft = RequestedDrafts.of(target);
        try {
            Files.deleteIfExists(draft);
            OwnFiles.createFile(draft);
            fill(draft, data, payloads, copy, about);
            DurableFiles.moveToFree(draft, target);
        } catch (FileAlreadyExistsException e) {
            throw taken(target);
        } catch (IOException e) {
            throw new StoreUnavailable("cannot write the backup " + target + ": " + e, e);
        } finally {
            DatabaseCopy.discard(draft);
        }
    }

    /**
     * What is said of a backup inside it.
     *
     * @param seq the journal's entry that it is up to
     * @param at when it was made
     */
    static String about(long seq, Instant at) {
        return "{\"format\": " + FORMAT + ", \"entry\": " + seq + ", \"at\": \"" + Rebuild.stamp(at) + "\"}\n";
    }

    /** @throws StoreUnavailable if no backup can get this name */
    static void checkFree(Path target) {
        if (Files.exists(target)) {
            throw taken(target);
        }
        Path directory = target.getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new StoreUnavailable("there is no directory " + directory + "; make it or name another file");
        }
    }

    private static StoreUnavailable taken(Path target) {
        return new StoreUnavailable(target + " exists already; name another file");
    }

    /** A zip stream that cannot write its end does not close the file, whose space would then be lost until a restart. */
    private static void fill(Path draft, DataDirectory data, PayloadFiles.Hold payloads, Path copy, String about)
            throws IOException {
        try (ZipFile in = new ZipFile(copy.toFile());
                OutputStream file = Files.newOutputStream(draft);
                ZipOutputStream out = new ZipOutputStream(file)) {
            put(out, ABOUT, about.getBytes(StandardCharsets.UTF_8));
            for (String name : PASSWORDS) {
                if (Files.exists(data.file(name))) {
                    put(out, name, Files.readAllBytes(data.file(name)));
                }
            }
            out.putNextEntry(new ZipEntry(DataDirectory.DATABASE));
            try (InputStream database = in.getInputStream(in.getEntry(DataDirectory.DATABASE))) {
                database.transferTo(out);
            }
            putPayloads(out, payloads.files());
        }
    }

    /**
     * Makes a data directory of one, or of a copy that a store made for itself and that still lies in its place.
     *
     * @return which journal the copy followed, and how far
     * @throws IOException if it is no backup, or a damaged one
     */
    static Applied unpack(Path backup, DataDirectory data) throws IOException, SQLException {
        Optional<Path> origin = BackupDirectory.origin(backup);
        if (origin.isPresent()) {
            beside(origin.get(), data);
        } else {
            inside(backup, data);
        }
        BackupDirectory.extract(backup, data.databaseFile());
        OwnFiles.restrict(data.databaseFile());
        DurableFiles.file(data.databaseFile());
        return detach(data);
    }

    /** Its passwords and payloads are in the data directory that it was made in. */
    private static void beside(Path origin, DataDirectory data) throws IOException {
        for (String name : PASSWORDS) {
            if (Files.exists(origin.resolve(name))) {
                data.write(data.file(name), Files.readString(origin.resolve(name)));
            }
        }
        PayloadFiles from = new PayloadFiles(origin.resolve(DataDirectory.PAYLOADS), 1, Clock.system());
        PayloadFiles to = data.payloads(1, Clock.system());
        for (Path file : from.files()) {
            byte[] bytes = Files.readAllBytes(file);
            to.keep(bytes, 0, bytes.length);
        }
    }

    private static void inside(Path backup, DataDirectory data) throws IOException {
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            check(zip);
            for (String name : PASSWORDS) {
                ZipEntry entry = zip.getEntry(name);
                if (entry != null) {
                    data.write(data.file(name), new String(bytes(zip, entry), StandardCharsets.UTF_8));
                }
            }
        }
        unpackPayloads(backup, data);
    }

    private static void putPayloads(ZipOutputStream out, List<Path> files) throws IOException {
        for (Path file : files) {
            out.putNextEntry(new ZipEntry(PAYLOADS + file.getFileName()));
            Files.copy(file, out);
        }
    }

    /** Each goes where its content says. */
    private static void unpackPayloads(Path backup, DataDirectory data) throws IOException {
        PayloadFiles payloads = data.payloads(1, Clock.system());
        try (ZipFile zip = new ZipFile(backup.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getName().startsWith(PAYLOADS)) {
                    byte[] bytes = bytes(zip, entry);
                    PayloadRef ref = payloads.keep(bytes, 0, bytes.length);
                    if (!entry.getName().equals(PAYLOADS + ref.sha256())) {
                        log.warn("{} was damaged already when the backup {} was made", entry.getName(), backup);
                    }
                }
            }
        }
    }

    private static void check(ZipFile zip) throws IOException {
        ZipEntry about = zip.getEntry(ABOUT);
        if (about == null) {
            throw new ZipException("it holds no " + ABOUT);
        }
        Matcher matcher = ABOUT_FORM.matcher(new String(bytes(zip, about), StandardCharsets.UTF_8));
        if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > FORMAT) {
            throw new IOException("a newer program made it; restore it with that one");
        }
    }

    /** The journal it followed is not part of it: it will follow a new one from its beginning. */
    private static Applied detach(DataDirectory data) throws SQLException {
        DatabaseFile file = new DatabaseFile(data, "async:", io.sandglass.store.schema.Schema.CURRENT);
        Applied copied = file.upgraded(data.databaseFile());
        try (Connection connection = file.database(data.databaseFile()).connect()) {
            new Applied("", 0).adopt(new Sql(connection));
            connection.commit();
        }
        return copied;
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
        return CheckedZip.read(zip, entry, InputStream::readAllBytes);
    }

    private static void put(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        ((OutputStream) out).write(bytes);
    }
}
