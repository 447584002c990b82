package io.sandglass.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnansweredTest {
    private static final SteeringResult DONE = new SteeringResult.Done(new RunId(1), List.of());
    private static final SteeringResult UNCONFIRMED = Refused.of(Code.UNCONFIRMED, "the engine closed");

    private final CompletableFuture<RunEnded> ended = new CompletableFuture<>();
    private final Unanswered unanswered =
            new Unanswered(ended, failure -> Optional.of(failure == null ? DONE : UNCONFIRMED));

    @Test
    void nothingIsLeftOfTheManyThatWereAnswered() {
        ask();
        for (int i = 0; i < 1_000; i++) {
            ask().complete(Optional.of(DONE));
        }

        assertThat(unanswered.waiting()).isEqualTo(1);
        assertThat(ended.getNumberOfDependents()).isEqualTo(1);
    }

    @Test
    void thoseThatStillWaitAreAnsweredWhenTheRunEnds() {
        CompletableFuture<Optional<SteeringResult>> first = ask();
        CompletableFuture<Optional<SteeringResult>> second = ask();

        ended.complete(new RunEnded(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty(), Instant.EPOCH));

        assertThat(first).isCompletedWithValue(Optional.of(DONE));
        assertThat(second).isCompletedWithValue(Optional.of(DONE));
    }

    @Test
    void whoAsksOfARunThatWasGivenUpIsAnsweredAtOnce() {
        CompletableFuture<Optional<SteeringResult>> before = ask();
        ended.cancel(false);

        CompletableFuture<Optional<SteeringResult>> after = ask();

        assertThat(before).isCompletedWithValue(Optional.of(UNCONFIRMED));
        assertThat(after).isCompletedWithValue(Optional.of(UNCONFIRMED));
    }

    private CompletableFuture<Optional<SteeringResult>> ask() {
        CompletableFuture<Optional<SteeringResult>> answer = new CompletableFuture<>();
        unanswered.add(answer);
        return answer;
    }
}
