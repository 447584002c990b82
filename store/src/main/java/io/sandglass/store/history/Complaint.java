package io.sandglass.store.history;

import io.sandglass.store.StoreUnavailable;
import java.sql.SQLException;
import java.util.Set;
import org.h2.mvstore.MVStoreException;

/** Says what is wrong with a query, in words for its author. */
final class Complaint {
    private static final int CANCELLED = 57014;
    private static final int NOT_ENOUGH_RIGHTS = 90096;
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;

    private Complaint() {}

    /** I/O errors, a broken or closed connection, and a database that was closed. */
    private static final Set<Integer> AWAY = Set.of(90_028, 90_031, 90_067, 90_007, 90_098, 90_121);

    static RuntimeException about(SQLException e) {
        return AWAY.contains(e.getErrorCode()) || e.getCause() instanceof MVStoreException
                ? new StoreUnavailable(
                        "the history is not available now: " + brief(e) + "; try again in some seconds", e)
                : new QueryFailed(of(e), e);
    }

    private static String of(SQLException e) {
        return switch (e.getErrorCode()) {
            case CANCELLED -> "the query took too long and was cancelled; ask for less, or by run or time";
            case NOT_ENOUGH_RIGHTS, ADMIN_RIGHTS_REQUIRED ->
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
