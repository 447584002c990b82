package io.sandglass.app.cli;

import io.sandglass.store.history.NewestRuns;
import java.time.Instant;
import java.util.List;

/**
 * Queries the views of schema {@code report}, whether a service is running on the home or not. What was acknowledged before the
 * first question shows in every answer; what comes later may, too. Close it. Used by one thread.
 */
interface History extends AutoCloseable {
    /**
     * Runs one statement with the reader's rights.
     *
     * @param parameters for the question marks, strings and numbers
     * @throws CommandFailed if the statement is refused or the history cannot be reached
     */
    Table query(String sql, List<?> parameters);

    /**
     * The newest runs first.
     *
     * @throws CommandFailed as {@link #query} does
     */
    default Table newest(NewestRuns runs) {
        NewestRuns.Question question = runs.question(
                count -> ((Number) query(count.sql(), count.parameters())
                                .objects()
                                .get(0)
                                .values()
                                .iterator()
                                .next())
                        .longValue(),
                Instant.now());
        return query(question.sql(), question.parameters());
    }

    @Override
    void close();
}
