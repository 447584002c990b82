package io.sandglass.store.history;

import java.sql.SQLException;

/** Says what is wrong with a query, in words for its author. */
final class Complaint {
    private static final int CANCELLED = 57014;
    private static final int NOT_ENOUGH_RIGHTS = 90096;
    private static final int ADMIN_RIGHTS_REQUIRED = 90040;

    private Complaint() {}

    static String of(SQLException e) {
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
