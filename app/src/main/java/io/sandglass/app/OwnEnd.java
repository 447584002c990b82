package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.WorkflowEngine;
import io.sandglass.engine.explain.NodeReason;
import io.sandglass.engine.explain.NodeReason.Code;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The end of a run that a command makes by itself. While it does, nobody else can reach the run: once it waits for
 * somebody without a deadline, it would wait for ever.
 */
public final class OwnEnd {
    private static final long REFRESH_MILLIS = 100;
    private static final int LOOKS_BETWEEN = 5;
    private static final Set<Code> ENDED = Set.of(Code.SUCCEEDED, Code.FAILED, Code.SKIPPED, Code.CANCELLED);

    private final WorkflowEngine engine;
    private final RunId run;

    public OwnEnd(WorkflowEngine engine, RunId run) {
        this.engine = requireNonNull(engine, "engine");
        this.run = requireNonNull(run, "run");
    }

    /** The run is open, and nothing but somebody's answer brings it on; the message says what it waits for. */
    public static final class Unanswered extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unanswered(String message) {
            super(message);
        }
    }

    /**
     * Waits for it.
     *
     * @param tick called ten times a second
     * @throws Unanswered if the run waits for somebody, and there is no deadline to it
     * @throws ExecutionException if the engine gave the run up
     */
    public RunEnded await(Runnable tick) throws InterruptedException, ExecutionException {
        CompletableFuture<RunEnded> end = engine.whenEnded(run);
        for (int looks = 1; ; looks++) {
            try {
                return end.get(REFRESH_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                tick.run();
            }
            if (looks % LOOKS_BETWEEN == 0) {
                refuseToWaitForEver();
            }
        }
    }

    private void refuseToWaitForEver() {
        unanswered().ifPresent(asked -> {
            throw new Unanswered("run " + run + " " + asked
                    + ". Nobody can answer while this command has the home open, so the run is left as it is:"
                    + " answer with sandglass runs approve or signal; sandglass serve goes on with it");
        });
    }

    /** What it waits for, if nothing else brings it on. */
    private Optional<String> unanswered() {
        Optional<RunExplanation> now = engine.explain(run);
        Predicate<NodeReason> asks = node -> (node.code() == Code.HUMAN || node.code() == Code.SIGNAL)
                && node.until().isEmpty();
        Predicate<NodeReason> still =
                node -> asks.test(node) || node.code() == Code.DEPENDENCY || ENDED.contains(node.code());
        return now.filter(all -> all.nodes().stream().allMatch(still))
                .map(all -> all.nodes().stream()
                        .filter(asks)
                        .map(node -> node.text() + " (" + node.node() + ")")
                        .collect(Collectors.joining(", ")))
                .filter(words -> !words.isEmpty());
    }
}
