package io.sandglass.engine.run;

import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.run.RunEvent.RunEnded;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Those who asked something of a run and are to be answered, at the latest when the run has ended. Nothing is kept of
 * those that were answered: a run may wait for weeks, and be asked all the time. Belongs to the owner of the run.
 */
final class Unanswered {
    private final CompletableFuture<RunEnded> ended;
    private final Function<@Nullable Throwable, Optional<SteeringResult>> last;
    private @Nullable Set<CompletableFuture<Optional<SteeringResult>>> open;

    /**
     * @param ended completes on any thread
     * @param last what is said then, given why it did not end if it did not; on any thread
     */
    Unanswered(CompletableFuture<RunEnded> ended, Function<@Nullable Throwable, Optional<SteeringResult>> last) {
        this.ended = ended;
        this.last = last;
    }

    void add(CompletableFuture<Optional<SteeringResult>> answer) {
        Set<CompletableFuture<Optional<SteeringResult>>> all = open();
        all.add(answer);
        answer.whenComplete((steered, failure) -> all.remove(answer));
        if (ended.isDone()) { // whoever looked at all of them may have missed this one
            ended.whenComplete((end, failure) -> answer.complete(last.apply(failure)));
        }
    }

    /** How many wait for an answer. */
    int waiting() {
        return open == null ? 0 : open.size();
    }

    /** Next to nothing for the many runs of which nothing is ever asked. */
    private Set<CompletableFuture<Optional<SteeringResult>>> open() {
        Set<CompletableFuture<Optional<SteeringResult>>> all = open;
        if (all == null) {
            Set<CompletableFuture<Optional<SteeringResult>>> fresh = ConcurrentHashMap.newKeySet();
            ended.whenComplete((end, failure) -> fresh.forEach(answer -> answer.complete(last.apply(failure))));
            open = fresh;
            all = fresh;
        }
        return all;
    }
}
