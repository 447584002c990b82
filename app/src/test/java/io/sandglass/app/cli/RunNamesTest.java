package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.RunId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which run a user means while the history cannot be asked. */
class RunNamesTest {
    private static final String RUN =
            RunId.firstAt(Instant.parse("2026-11-21T15:49:00Z")).toString();

    @Test
    void aWholeIdNeedsNoHistory() {
        assertThat(RunNames.find(failing(CommandFailed.UNAVAILABLE), RUN)).isEqualTo(RUN);
    }

    @Test
    void theBeginningOfAnIdAndTheNewestRunDo() {
        History away = failing(CommandFailed.UNAVAILABLE);

        assertThatThrownBy(() -> RunNames.find(away, RUN.substring(0, 8))).hasMessage("no disk");
        assertThatThrownBy(() -> RunNames.find(away, "last")).hasMessage("no disk");
    }

    @Test
    void aRefusedQuestionIsNoReasonToGuess() {
        assertThatThrownBy(() -> RunNames.find(failing(CommandFailed.USAGE), RUN))
                .hasMessage("no disk");
    }

    private static History failing(int exitCode) {
        return new History() {
            @Override
            public Table query(String sql, List<?> parameters) {
                throw new CommandFailed(exitCode, "no disk");
            }

            @Override
            public void close() {}
        };
    }
}
