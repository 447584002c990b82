package io.sandglass.engine;

import io.sandglass.engine.LaunchResult.AlreadyStarted;
import io.sandglass.engine.LaunchResult.DuplicateSlot;
import io.sandglass.engine.LaunchResult.KeyTaken;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.RunId;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoredSpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Lets requests with a key start a run only if no run has it: one request at a time for each key. Thread-safe. */
final class KeyedLaunches {
    private final RunStore runs;
    private final SpecStore specs;
    private final Executor elsewhere;
    private final Map<IdempotencyKey, CompletableFuture<LaunchResult>> undecided = new ConcurrentHashMap<>();

    /** @param elsewhere takes what was waited for, and may block */
    KeyedLaunches(RunStore runs, SpecStore specs, Executor elsewhere) {
        this.runs = runs;
        this.specs = specs;
        this.elsewhere = elsewhere;
    }

    /** The run that has the key; empty if there is none. */
    Optional<RunId> find(IdempotencyKey key) {
        return runs.keyed(key).map(KeyedRun::run);
    }

    /**
     * Starts a run, or finds the one that has the key.
     *
     * @throws io.sandglass.store.StoreUnavailable or completes with it, if the store is unavailable
     */
    CompletableFuture<LaunchResult> launch(
            LaunchRequest request, KeyedRequest keyed, Supplier<CompletableFuture<LaunchResult>> start) {
        CompletableFuture<LaunchResult> own = new CompletableFuture<>();
        CompletableFuture<LaunchResult> other = undecided.putIfAbsent(keyed.key(), own);
        if (other != null) {
            return other.handle((result, failure) -> result)
                    .thenComposeAsync(decided -> launch(request, keyed, start), elsewhere);
        }
        CompletableFuture<LaunchResult> answer;
        try {
            answer = decide(request, keyed, start);
        } catch (RuntimeException | Error e) {
            answer = CompletableFuture.failedFuture(e);
        }
        answer.whenComplete((result, failure) -> {
            undecided.remove(keyed.key());
            own.complete(result);
        });
        return answer;
    }

    private CompletableFuture<LaunchResult> decide(
            LaunchRequest request, KeyedRequest keyed, Supplier<CompletableFuture<LaunchResult>> start) {
        return runs.keyed(keyed.key())
                .map(first -> CompletableFuture.completedFuture(answer(request, keyed, first)))
                .orElseGet(() -> start.get().thenCompose(result -> confirm(request, keyed, result)));
    }

    /** A start that the store left out, although nobody had the key before, is answered with the run that has it now. */
    private CompletableFuture<LaunchResult> confirm(LaunchRequest request, KeyedRequest keyed, LaunchResult result) {
        return result instanceof DuplicateSlot
                ? CompletableFuture.supplyAsync(
                        () -> runs.keyed(keyed.key())
                                .map(first -> answer(request, keyed, first))
                                .orElse(result),
                        elsewhere)
                : CompletableFuture.completedFuture(result);
    }

    private LaunchResult answer(LaunchRequest request, KeyedRequest keyed, KeyedRun first) {
        Optional<String> difference = difference(request, keyed, first);
        return difference.isPresent()
                ? new KeyTaken(first.run(), words(keyed.key(), first, difference.get()))
                : new AlreadyStarted(first.run());
    }

    private Optional<String> difference(LaunchRequest request, KeyedRequest keyed, KeyedRun first) {
        if (!request.workflow().equals(first.workflow())) {
            return Optional.of("not of " + request.workflow());
        }
        if (!sameDocument(request, first)) {
            return Optional.of(
                    "which was started from another text of the workflow (revision " + first.revision() + ")");
        }
        return keyed.inputs().equals(first.inputs())
                ? Optional.empty()
                : Optional.of("which was started with other inputs");
    }

    /** Who asks for the newest revision asks for the same as before, whichever that is now. */
    private boolean sameDocument(LaunchRequest request, KeyedRun first) {
        if (request.revision().isEmpty() || request.revision().getAsInt() == first.revision()) {
            return true;
        }
        Optional<String> asked = sha256(request, request.revision().getAsInt());
        return asked.isPresent() && asked.equals(sha256(request, first.revision()));
    }

    private Optional<String> sha256(LaunchRequest request, int revision) {
        return specs.find(request.workflow(), revision).map(StoredSpec::sha256);
    }

    private static String words(IdempotencyKey key, KeyedRun first, String difference) {
        return "the key '" + key.text() + "' belongs to run " + first.run() + " of " + first.workflow() + ", "
                + difference + "; use another key to start another run";
    }
}
