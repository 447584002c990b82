package io.sandglass.store.database;

import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreLocked;
import io.sandglass.store.file.DiskFull;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/** Tells what the database's error codes mean for whoever called. */
public final class SqlFailures {
    /** What has nothing to do with what was to be read or written. */
    private static final Set<Integer> OTHER_REASONS = Set.of(
            ErrorCode.CONCURRENT_UPDATE_1,
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.DATABASE_ALREADY_OPEN_1,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN,
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DEADLOCK_1,
            ErrorCode.FILE_CORRUPTED_1,
            ErrorCode.FILE_VERSION_ERROR_1,
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.LOCK_TIMEOUT_1,
            ErrorCode.OBJECT_CLOSED,
            ErrorCode.OUT_OF_MEMORY,
            ErrorCode.STATEMENT_WAS_CANCELED,
            ErrorCode.WRONG_USER_OR_PASSWORD);

    /** What H2 says of its file, if it does not say so with a code of its own. */
    private static final Set<Integer> OF_THE_FILE = Set.of(
            DataUtils.ERROR_READING_FAILED,
            DataUtils.ERROR_WRITING_FAILED,
            DataUtils.ERROR_CLOSED,
            DataUtils.ERROR_FILE_CORRUPT,
            DataUtils.ERROR_FILE_LOCKED,
            DataUtils.ERROR_CHUNK_NOT_FOUND);

    private SqlFailures() {}

    /** The failure of a call on an open database. */
    public static RuntimeException ofCall(SQLException e) {
        if (DiskFull.in(e)) {
            return new StoreUnavailable("the disk is full, so the database did not take it; free some space", e);
        }
        if (e.getErrorCode() == ErrorCode.VALUE_TOO_LONG_2) {
            return new RecordTooLarge("a value is longer than its column takes: " + brief(e), e);
        }
        return blamesTheData(e)
                ? new RecordRefused("the database will not take it: " + brief(e), e)
                : new StoreUnavailable("the database did not take it: " + brief(e), e);
    }

    /** SQL states of class 22 tell of values, those of class 23 of broken constraints: both will fail again. */
    private static boolean blamesTheData(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("22") || state.startsWith("23");
    }

    /** Whether it may be what was to be written that failed, rather than the database, its disk or the memory. */
    public static boolean mayBeTheData(SQLException e) {
        return blamesTheData(e)
                || !DiskFull.in(e) && !OTHER_REASONS.contains(e.getErrorCode()) && !blamesTheFileOrProgram(e);
    }

    private static boolean blamesTheFileOrProgram(SQLException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    || cause instanceof LinkageError
                    || cause instanceof MVStoreException store && OF_THE_FILE.contains(store.getErrorCode())) {
                return true;
            }
        }
        return false;
    }

    /** Why the database cannot be opened. */
    static RuntimeException ofOpening(Path file, SQLException e) {
        if (DiskFull.in(e, file)) {
            return new StoreUnavailable(
                    "the database " + file + " cannot be opened, as the disk is full; free some space", e);
        }
        return switch (e.getErrorCode()) {
            case ErrorCode.DATABASE_ALREADY_OPEN_1 -> new StoreLocked(file, "another program", e);
            case ErrorCode.WRONG_USER_OR_PASSWORD ->
                new StoreCorrupt(file, "the password in admin.json beside it is not the one it was made with", e);
            case ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1, ErrorCode.GENERAL_ERROR_1 ->
                StoreCorrupt.inside(file, brief(e), e);
            default -> new StoreUnavailable("cannot open the database " + file + ": " + brief(e), e);
        };
    }

    /** H2 appends the statement to its messages; parameters could be in it. */
    public static String brief(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int statement = message.indexOf("; SQL statement:");
        return statement < 0 ? message : message.substring(0, statement);
    }
}
