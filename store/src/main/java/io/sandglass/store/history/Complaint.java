package io.sandglass.store.history;

import io.sandglass.store.StoreUnavailable;
import java.sql.SQLException;
import java.util.Set;
import org.h2.api.ErrorCode;
import org.h2.mvstore.MVStoreException;

/** Says what is wrong with a query, in words for its author. */
final class Complaint {
    private static final Set<Integer> AWAY = Set.of(
            ErrorCode.IO_EXCEPTION_1,
            ErrorCode.IO_EXCEPTION_2,
            ErrorCode.CONNECTION_BROKEN_1,
            ErrorCode.OBJECT_CLOSED,
            ErrorCode.DATABASE_IS_CLOSED,
            ErrorCode.DATABASE_CALLED_AT_SHUTDOWN);

    private Complaint() {}

    static RuntimeException about(SQLException e) {
        return AWAY.contains(e.getErrorCode()) || e.getCause() instanceof MVStoreException
                ? new StoreUnavailable(
                        "the history is not available now: " + brief(e) + "; try again in some seconds", e)
                : new QueryFailed(of(e), e);
    }

    private static String of(SQLException e) {
        return switch (e.getErrorCode()) {
            case ErrorCode.STATEMENT_WAS_CANCELED ->
                "the query took too long and was cancelled; ask for less, or by run or time";
            case ErrorCode.NOT_ENOUGH_RIGHTS_FOR_1, ErrorCode.ADMIN_RIGHTS_REQUIRED ->
                "this is not allowed; only the views of schema report can be read (" + brief(e) + ")";
            default -> brief(e);
        };
    }

    /** H2 appends the whole statement to its messages; its author knows it. */
    private static String brief(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int statement = message.indexOf("; SQL statement:");
        return statement < 0 ? message : message.substring(0, statement);
    }
}
