package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FollowedRunTest {
    private static final Instant BEGUN = Instant.parse("2026-01-01T00:00:00Z");

    private final FollowedRun run = new FollowedRun(new RunTracker(Map.of("a", "jar:sha256:1")));

    @Test
    void waitsForRecordsThatAreMissing() {
        run.accept(record(1, new AttemptStarted("a", 1, BEGUN)));
        run.accept(record(3, new NodeSucceeded("a", 1, Payload.EMPTY, Usage.NONE, BEGUN.plusMillis(30))));

        assertThat(run.behind()).isTrue();
        assertThat(run.progress(-1).nodes().get(0).status()).isEqualTo(NodeStatus.RUNNING);

        run.accept(record(2, new RunPaused(new Asked("ada", ""), BEGUN)));

        assertThat(run.behind()).isFalse();
        assertThat(run.progress(-1).nodes().get(0))
                .isEqualTo(new NodeLine("a", "jar", NodeStatus.SUCCEEDED, 1, 30, ""));
    }

    @Test
    void tellsOnlyWhatHasChangedSinceItWasAsked() {
        FollowedRun both = new FollowedRun(new RunTracker(Map.of("a", "jar:sha256:1", "b", "jar:sha256:1")));
        both.accept(record(1, new AttemptStarted("a", 1, BEGUN)));
        long asked = both.progress(-1).records();
        both.accept(record(2, new AttemptStarted("b", 1, BEGUN)));

        assertThat(both.progress(asked).nodes()).extracting(NodeLine::id).containsExactly("b");
        assertThat(both.progress(both.progress(-1).records()).nodes()).isEmpty();
        assertThat(both.progress(99).nodes()).extracting(NodeLine::id).containsExactly("a", "b");
    }

    @Test
    void takesEachRecordOnce() {
        run.accept(record(1, new AttemptStarted("a", 1, BEGUN)));
        run.accept(record(2, new AttemptStarted("a", 2, BEGUN)));
        run.accept(record(1, new AttemptStarted("a", 1, BEGUN)));

        assertThat(run.progress(-1).nodes().get(0).attempt()).isEqualTo(2);
        assertThat(run.behind()).isFalse();
    }

    @Test
    void knowsHowItEnded() {
        run.accept(record(1, new AttemptStarted("a", 1, BEGUN)));
        assertThat(run.progress(-1).object()).containsEntry("status", "RUNNING").doesNotContainKey("millis");

        run.accept(
                record(2, new RunEnded(RunStatus.FAILED, Payload.EMPTY, Optional.of("why"), BEGUN.plusMillis(1_500))));

        assertThat(run.progress(-1).object())
                .containsEntry("status", "FAILED")
                .containsEntry("error", "why")
                .containsEntry("millis", 1_500L)
                .containsEntry("outputs", Map.of());
    }

    /** A run may put out far more than there is room for, and nobody may ever ask how it is. */
    @Test
    void keepsNothingBeforeItKnowsTheBeginning() {
        RunRecord first = record(1, new AttemptStarted("a", 1, BEGUN));
        RunRecord second = record(2, new NodeSucceeded("a", 1, Payload.EMPTY, Usage.NONE, BEGUN.plusMillis(30)));
        run.accept(second);

        run.accept(first);

        assertThat(run.behind()).isTrue();
        assertThat(run.progress(-1).nodes().get(0).status()).isEqualTo(NodeStatus.RUNNING);
        run.accept(second);
        assertThat(run.behind()).isFalse();
        assertThat(run.progress(-1).nodes().get(0).status()).isEqualTo(NodeStatus.SUCCEEDED);
    }

    @Test
    void keepsNoLargeOutputs() {
        run.accept(record(1, new RunEnded(RunStatus.SUCCEEDED, text(10_000), Optional.empty(), BEGUN)));

        assertThat(run.lacksOutputs()).isTrue();
        assertThat(run.progress(-1).end().orElseThrow().outputs()).isEqualTo(Payload.EMPTY);
    }

    @Test
    void keepsSmallOutputs() {
        run.accept(record(1, new RunEnded(RunStatus.SUCCEEDED, text(10), Optional.empty(), BEGUN)));

        assertThat(run.lacksOutputs()).isFalse();
        assertThat(run.progress(-1).object()).containsEntry("outputs", Map.of("text", "x".repeat(10)));
    }

    private static Payload text(int length) {
        return Payload.of(Map.of("text", "x".repeat(length)));
    }

    private static RunRecord record(long seq, RunEvent event) {
        return new RunRecord(new RunId(1), seq, event);
    }
}
