package io.sandglass.store.history;

import java.sql.Connection;
import java.sql.SQLException;

/** Lends connections whose user may read the views of schema {@code report} and nothing else. Thread-safe. */
@FunctionalInterface
public interface ReaderConnections {
    /** A connection without auto-commit; closing it gives it back. */
    Connection borrow() throws SQLException;
}
