package io.sandglass.app.cli;

import java.util.List;

/** Queries the views of schema {@code report}, whether a service is running on the home or not. Close it. */
interface History extends AutoCloseable {
    /**
     * Runs one statement with the reader's rights.
     *
     * @param parameters for the question marks, strings and numbers
     * @throws CommandFailed if the statement is refused or the history cannot be reached
     */
    Table query(String sql, List<?> parameters);

    @Override
    void close();
}
