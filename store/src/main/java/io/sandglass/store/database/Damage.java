package io.sandglass.store.database;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.file.DiskFull;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import org.h2.api.ErrorCode;

/**
 * Tells a database that is damaged from one that cannot be used for now.
 *
 * <p>H2 finds damage wherever it stumbles over it, and reports it in many ways: as a bad number, a missing table, an end of
 * the file. So a failure is laid to the file's content if there is no other reason, and the disk works.
 */
public final class Damage {
    private static final Set<Integer> OTHER_REASONS = Set.of(
            ErrorCode.WRONG_USER_OR_PASSWORD,
            ErrorCode.DATABASE_ALREADY_OPEN_1,
            ErrorCode.OUT_OF_MEMORY,
            ErrorCode.STATEMENT_WAS_CANCELED,
            ErrorCode.LOCK_TIMEOUT_1);

    private static final int PROBE_BYTES = 1024 * 1024;

    private Damage() {}

    /**
     * What is wrong with the database in this file, which has just been opened, or could not be.
     *
     * @throws StoreUnavailable if nothing can be said, as the disk is full
     */
    public static Optional<String> in(Throwable failure, Path file) {
        if (DiskFull.in(failure)) {
            return Optional.empty();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StoreCorrupt corrupt) {
                return corrupt.rebuildable() ? Optional.of(corrupt.finding()) : Optional.empty();
            }
            if (cause instanceof SQLException sql && !OTHER_REASONS.contains(sql.getErrorCode())) {
                return diskWorks(file) ? Optional.of(SqlFailures.brief(sql)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whether the content of the database's file may be the reason, as far as the failure itself tells. */
    public static boolean possible(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql) {
                return !OTHER_REASONS.contains(sql.getErrorCode());
            }
        }
        return false;
    }

    /**
     * The same, if the failure is that of writing: one that nothing else explains may be that of what a table holds.
     *
     * @throws StoreUnavailable if nothing can be said, as the disk is full
     */
    public static Optional<String> ofWriting(Throwable failure, Path file) {
        return unexplained(failure)
                ? Optional.of(String.valueOf(failure.getMessage())).filter(found -> diskWorks(file))
                : in(failure, file);
    }

    /** Whether neither the database, a disk, the store nor want of memory is named as the reason. */
    public static boolean unexplained(Throwable failure) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException || cause instanceof IOException || cause instanceof StoreRefused) {
                return false;
            }
            root = cause;
        }
        return root instanceof Error
                ? root instanceof AssertionError || root instanceof StackOverflowError
                : !(root instanceof StoreUnavailable);
    }

    private static boolean diskWorks(Path file) {
        return readable(file) && writable(file.resolveSibling("sandglass.probe"), file);
    }

    private static boolean writable(Path probe, Path file) {
        try {
            Files.write(probe, new byte[PROBE_BYTES]);
            return true;
        } catch (IOException e) {
            if (DiskFull.in(e, file)) {
                throw new StoreUnavailable(
                        "the disk is full, and the database " + file
                                + " cannot be used; nothing is lost by that: free some space",
                        e);
            }
            return false;
        } finally {
            delete(probe);
        }
    }

    private static boolean readable(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            read(in, file);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** @throws StoreUnavailable if the disk has lost a part of it: what can be opened can be read, else */
    private static void read(InputStream in, Path file) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new StoreUnavailable(
                    "the database " + file + " cannot be read: " + e.getMessage()
                            + "; check the disk; if the file cannot"
                            + " be had back whole, move it away: the next start makes it anew from the newest backup and"
                            + " the journal, and only log lines since that backup are lost",
                    e);
        }
    }

    private static void delete(Path probe) {
        try {
            Files.deleteIfExists(probe);
        } catch (IOException e) {
            probe.toFile().deleteOnExit(); // nobody looks at it
        }
    }
}
