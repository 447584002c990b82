package io.sandglass.store.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.retention.PruneRounds.Range;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PruneRoundsTest {
    private static final Instant BEFORE = Instant.parse("2026-05-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final PruneRounds rounds = new PruneRounds();

    @Test
    void looksThroughAllAtFirstAndThenOnceADay() {
        assertThat(walked(BEFORE)).isEqualTo(Range.ALL);
        assertThat(walked(BEFORE.plusSeconds(60))).isNotEqualTo(Range.ALL);
        assertThat(walked(BEFORE.plus(DAY))).isEqualTo(Range.ALL);
        assertThat(walked(BEFORE.plus(DAY).plusSeconds(60))).isNotEqualTo(Range.ALL);
    }

    @Test
    void passesOverWhatIsTooYoungAndWhatWasLookedThrough() {
        walked(BEFORE);

        Range range = walked(BEFORE.plusSeconds(60));

        assertThat(range.from()).isEqualTo(RunId.firstAt(BEFORE.minus(DAY)).value());
        assertThat(range.below())
                .isEqualTo(RunId.firstAt(BEFORE.plusSeconds(60).plus(DAY)).value());
    }

    @Test
    void looksThroughAllForAnotherKindOrAnEarlierTimeOrOnePastAllIds() {
        walked(BEFORE);
        Prune other = new Prune(
                Optional.of(new WorkflowKey("a", "c")), Set.of(RunStatus.FAILED), BEFORE, Prune.What.PAYLOADS);

        assertThat(rounds.next(other)).isEqualTo(Range.ALL);
        assertThat(rounds.next(prune(BEFORE.minusSeconds(1)))).isEqualTo(Range.ALL);
        assertThat(rounds.next(prune(Instant.parse("2100-01-01T00:00:00Z")))).isEqualTo(Range.ALL);
    }

    @Test
    void looksThroughAllAgainIfThatWasBrokenOff() {
        rounds.next(prune(BEFORE));

        assertThat(rounds.next(prune(BEFORE.plusSeconds(60)))).isEqualTo(Range.ALL);
    }

    private Range walked(Instant before) {
        Range range = rounds.next(prune(before));
        rounds.done(prune(before), range);
        return range;
    }

    private static Prune prune(Instant before) {
        return new Prune(Optional.of(new WorkflowKey("a", "b")), Set.of(RunStatus.FAILED), before, Prune.What.PAYLOADS);
    }
}
