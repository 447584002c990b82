package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How far back the newest runs are looked for. */
class NewestRunsTest {
    private static final List<@Nullable Object> ROW = List.of("a run");
    private final List<List<?>> asked = new ArrayList<>();

    @Test
    void stopsLookingOnceItHasFoundEnough() {
        Table found = newest(2).find(answering(2));

        assertThat(found.rows()).hasSize(2);
        assertThat(asked).hasSize(1);
        long first = (long) asked.get(0).get(1);
        assertThat(first)
                .isBetween(
                        RunId.firstAt(Instant.now().minus(Duration.ofMinutes(11)))
                                .value(),
                        RunId.firstAt(Instant.now()).value());
    }

    @Test
    void looksAtAllThereAreInTheEnd() {
        Table found = newest(2).find(answering(1));

        assertThat(found.rows()).hasSize(1);
        assertThat(asked).hasSize(5);
        assertThat(asked.get(4)).isEqualTo(List.of("FAILED", 2));
    }

    private static NewestRuns newest(int most) {
        return new NewestRuns("run_id", List.of("status = ?"), List.of("FAILED"), most);
    }

    private History answering(int rows) {
        return new History() {
            @Override
            public Table query(String sql, List<?> parameters) {
                asked.add(parameters);
                assertThat(sql.chars().filter(c -> c == '?').count()).isEqualTo(parameters.size());
                return new Table(List.of("run_id"), Collections.nCopies(rows, ROW), false);
            }

            @Override
            public void close() {}
        };
    }
}
