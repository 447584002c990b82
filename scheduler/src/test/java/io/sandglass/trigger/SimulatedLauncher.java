package io.sandglass.trigger;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.Launcher;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.RunStore;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts runs that do nothing but last for a while; keeps them in a real store. */
final class SimulatedLauncher implements Launcher {
    private final RunStore runs;
    private final LedgerStore ledger;
    private final Clock clock;
    private final Map<SlotKey, Instant> started = new HashMap<>();
    private final Map<TriggerKey, Instant> openUntil = new HashMap<>();
    private final List<LaunchRequest> requests = new ArrayList<>();
    private Duration runTime = Duration.ZERO;
    private Optional<LaunchResult> answer = Optional.empty();
    private Optional<Error> error = Optional.empty();
    private int attempts;
    private long id;

    SimulatedLauncher(RunStore runs, LedgerStore ledger, Clock clock) {
        this.runs = runs;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** When the run of each slot was started. */
    Map<SlotKey, Instant> started() {
        return Map.copyOf(started);
    }

    List<LaunchRequest> requests() {
        return List.copyOf(requests);
    }

    int attempts() {
        return attempts;
    }

    void runsLast(Duration time) {
        runTime = time;
    }

    void answers(LaunchResult result) {
        answer = Optional.of(result);
    }

    /** Until it works again. */
    void dies(Error how) {
        error = Optional.of(how);
    }

    void works() {
        answer = Optional.empty();
        error = Optional.empty();
    }

    @Override
    public LaunchResult launch(LaunchRequest request) {
        attempts++;
        ledger.check();
        if (error.isPresent()) {
            throw error.get();
        }
        if (answer.isPresent()) {
            return answer.get();
        }
        RunId run = new RunId(++id);
        Instant now = clock.now();
        RunStarted first = new RunStarted(
                request.workflow(), request.revision().orElseThrow(), request.inputs(), request.cause(), Map.of(), now);
        if (!runs.append(List.of(new RunRecord(run, 1, first))).isEmpty()) {
            return new LaunchResult.DuplicateSlot();
        }
        requests.add(request);
        SlotKey slot = request.cause().slot().orElseThrow();
        started.put(slot, now);
        openUntil.put(slot.trigger(), now.plus(runTime));
        return new LaunchResult.Started(run);
    }

    @Override
    public boolean hasOpenRun(TriggerKey trigger) {
        ledger.check();
        return openUntil.getOrDefault(trigger, Instant.MIN).isAfter(clock.now());
    }
}
