package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.RunStore;
import io.sandglass.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowedRunsTest {
    private static final RunId RUN = new RunId(1);
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    private final RunStore store = new InMemoryStore().runs();
    private final FollowedRuns runs = new FollowedRuns(store, Clock.system());

    @Test
    void tellsLargeOutputsAsTheStoreHasThem() {
        tell(1, start());
        assertThat(runs.progress(RUN, -1).orElseThrow().object()).containsEntry("status", "RUNNING");
        Map<String, String> outputs = Map.of("text", "x".repeat(10_000));

        tell(2, new RunEnded(RunStatus.SUCCEEDED, Payload.of(outputs), Optional.empty(), BEGUN.plusMillis(5)));

        assertThat(runs.progress(RUN, -1).orElseThrow().object())
                .containsEntry("status", "SUCCEEDED")
                .containsEntry("millis", 5L)
                .containsEntry("outputs", outputs);
    }

    private void tell(long seq, RunEvent event) {
        RunRecord record = new RunRecord(RUN, seq, event);
        store.append(List.of(record));
        runs.onRecord(record);
    }

    private static RunStarted start() {
        return new RunStarted(
                new WorkflowKey("default", "w"), 1, Payload.EMPTY, Cause.manual(), Map.of("a", "jar:sha256:1"), BEGUN);
    }
}
