package io.sandglass.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.steering.Steered;
import io.sandglass.engine.steering.Steered.Code;
import io.sandglass.engine.steering.Steered.Refused;
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
    private static final Steered DONE = new Steered.Done(new RunId(1), List.of());
    private static final Steered UNCONFIRMED = Refused.of(Code.UNCONFIRMED, "the engine closed");

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
        CompletableFuture<Optional<Steered>> first = ask();
        CompletableFuture<Optional<Steered>> second = ask();

        ended.complete(new RunEnded(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty(), Instant.EPOCH));

        assertThat(first).isCompletedWithValue(Optional.of(DONE));
        assertThat(second).isCompletedWithValue(Optional.of(DONE));
    }

    @Test
    void whoAsksOfARunThatWasGivenUpIsAnsweredAtOnce() {
        CompletableFuture<Optional<Steered>> before = ask();
        ended.cancel(false);

        CompletableFuture<Optional<Steered>> after = ask();

        assertThat(before).isCompletedWithValue(Optional.of(UNCONFIRMED));
        assertThat(after).isCompletedWithValue(Optional.of(UNCONFIRMED));
    }

    private CompletableFuture<Optional<Steered>> ask() {
        CompletableFuture<Optional<Steered>> answer = new CompletableFuture<>();
        unanswered.add(answer);
        return answer;
    }
}
