package io.sandglass.engine;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunTickets;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringRefusals;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.fair.RunTicket;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Restarts runs that have ended: reopens them, or starts new runs from them. Thread-safe. */
final class RunRestarts {
    private static final Logger log = LoggerFactory.getLogger(RunRestarts.class);

    private final EngineConfig config;
    private final EngineServices services;
    private final Entrance entrance;

    RunRestarts(EngineConfig config, EngineServices services, Entrance entrance) {
        this.config = config;
        this.services = services;
        this.entrance = entrance;
    }

    /** Lets a run that has ended go on with what failed or was stopped. */
    CompletableFuture<SteeringResult> reopen(StoredRun stored, Asked asked) {
        Optional<String> obstacle = entrance.reserve(stored.plan());
        if (obstacle.isPresent()) {
            return completedFuture(
                    Refused.of(Code.BUSY, obstacle.get(), stored.state().phase()));
        }
        try {
            return reopenWithPlace(stored, asked);
        } catch (RuntimeException | Error e) {
            entrance.release(stored.plan());
            throw e;
        }
    }

    private CompletableFuture<SteeringResult> reopenWithPlace(StoredRun stored, Asked asked) {
        List<String> nodes = SecondRun.again(stored.state());
        Instant now = services.clock().nowMillis();
        List<RunEvent> events = new ArrayList<>(List.of(new RunReopened(nodes, asked, now)));
        concurrencyKey(stored).ifPresent(key -> events.add(new RunQueued(key, now))); // it lost its place
        return stored.append(services, events)
                .whenComplete((records, failure) -> {
                    if (failure != null) {
                        entrance.release(stored.plan());
                    }
                })
                .thenApply(records -> {
                    takeUp(stored, records);
                    return new SteeringResult.Done(stored.run(), nodes);
                });
    }

    /** It is open again, whatever happens here: without an owner it is found and taken up later. */
    private void takeUp(StoredRun stored, List<RunRecord> more) {
        List<RunRecord> all = new ArrayList<>(stored.records());
        all.addAll(more);
        try {
            entrance.takeUp(stored.plan(), all);
        } catch (RuntimeException | Error e) {
            log.error("run {} is open again, but cannot be taken up now; it is tried again", stored.run(), e);
        }
    }

    /** One that failed because of the limit has none on record. */
    private Optional<String> concurrencyKey(StoredRun stored) {
        RunTickets tickets = new RunTickets(config.limits().tenancy(), services.clock());
        RunStarted started = stored.state().started().orElseThrow();
        return stored.state()
                .concurrencyKey()
                .or(() -> tickets.launched(stored.plan(), stored.run(), started).map(RunTicket::key));
    }

    /** Starts another run with the same inputs, which may take over what the first one has done. */
    CompletableFuture<SteeringResult> rerun(StoredRun stored, Operation.Rerun rerun, Asked asked) {
        RunState state = stored.state();
        Optional<String> unknown = rerun.from().filter(from -> !state.graph().has(from));
        if (unknown.isPresent()) {
            return completedFuture(
                    SteeringRefusals.unknownNode(stored.run(), unknown.get(), state.graph(), state.phase()));
        }
        SecondRun second =
                new SecondRun(stored.run(), state, asked, services.clock().nowMillis());
        List<RunEvent> known =
                rerun.from().map(from -> second.known(from, stored.records())).orElse(List.of());
        return entrance.launch(second.request(rerun.from()), known).thenApply(result -> second.answer(result, known));
    }
}
