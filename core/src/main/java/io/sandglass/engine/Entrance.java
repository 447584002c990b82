package io.sandglass.engine;

import io.sandglass.engine.RunLauncher.Launch;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.RunAdmission;
import io.sandglass.engine.run.RunExecution;
import io.sandglass.engine.run.RunTickets;
import io.sandglass.fair.Tenant;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By which runs come into the engine: launched, recovered after a restart, or reopened. Thread-safe. */
final class Entrance {
    private static final Logger log = LoggerFactory.getLogger(Entrance.class);

    private final EngineServices services;
    private final OpenRuns open;
    private final RunsInTransit transit;
    private final RunTickets tickets;
    private final RunLauncher launcher;
    private final KeyedRequests keys;
    private final KeyedLaunches keyed;
    private final Consumer<RunExecution> leaving = this::left;

    Entrance(EngineConfig config, EngineServices services, OpenRuns open, RunsInTransit transit) {
        this.services = services;
        this.open = open;
        this.transit = transit;
        this.tickets =
                new RunTickets(config.limits().tenancy(), config.platform().clock());
        this.launcher = new RunLauncher(config, services, tickets, transit);
        this.keys = new KeyedRequests(tickets.tenancy());
        this.keyed = new KeyedLaunches(
                config.runs(), config.specs(), work -> services.workers().run("launch", work));
    }

    /** What became of a run that was to be recovered. */
    enum Found {
        TAKEN_UP,
        /** It is open already, or there is nothing to go on with. */
        NOTHING,
        /** Somebody else is about to bring it in, or to change it. */
        IN_TRANSIT
    }

    /** @param known what the run begins with, after its first record */
    CompletableFuture<LaunchResult> launch(LaunchRequest request, List<RunEvent> known) {
        Optional<KeyedRequest> key = keys.of(request);
        Launch launch = new Launch(request, key, known);
        return key.map(own -> keyed.launch(request, own, () -> launchNow(launch)))
                .orElseGet(() -> launchNow(launch));
    }

    private CompletableFuture<LaunchResult> launchNow(Launch launch) {
        if (services.state().draining()) {
            return rejected("the engine is closing");
        }
        if (services.runs().held()) { // it could take the place of a run that was admitted before
            return rejected("the runs of before have not all been taken up yet; try again later");
        }
        Tenant tenant = tickets.tenancy().of(launch.request().workflow().namespace());
        Optional<String> obstacle = reserve(tenant);
        if (obstacle.isPresent()) {
            return rejected(obstacle.get());
        }
        CompletableFuture<LaunchResult> answer;
        try {
            answer = launcher.launch(launch, this::started);
        } catch (RuntimeException | Error e) {
            open.release(tenant);
            throw e;
        }
        return answer.whenComplete((result, failure) -> {
            if (!(result instanceof LaunchResult.Started)) {
                open.release(tenant);
            }
        });
    }

    /** @throws StoreUnavailable if nothing can be recorded */
    LaunchResult awaitLaunch(LaunchRequest request) {
        CompletableFuture<LaunchResult> answer = launch(request, List.of());
        try {
            return Answers.await(answer);
        } catch (StoreUnavailable e) {
            throw new StoreUnavailable("no run was started: " + e.getMessage(), e);
        }
    }

    /**
     * The run that a request with this key has started; empty if there is none.
     *
     * @throws StoreUnavailable if that cannot be found out now
     */
    Optional<RunId> launchedWith(WorkflowKey workflow, String key) {
        return keyed.find(keys.key(workflow, key));
    }

    /** Whether the engine has the run. */
    boolean isOpen(RunId run) {
        return open.find(run).isPresent();
    }

    /** Takes a place for an open run, or says why there is none. */
    Optional<String> reserve(ExecutionPlan plan) {
        return services.state().draining() ? Optional.of("the engine is closing") : reserve(tenant(plan));
    }

    private Optional<String> reserve(Tenant tenant) {
        Optional<String> fullness = services.payloads().fullness();
        if (fullness.isPresent() || open.reserve(tenant)) {
            return fullness;
        }
        return Optional.of("there are already " + open.most(tenant) + " open runs of tenant '" + tenant.name()
                + "', the most allowed; try again later");
    }

    void release(ExecutionPlan plan) {
        open.release(tenant(plan));
    }

    /** Goes on with a run that has a place, which it gives back if it throws. */
    void takeUp(ExecutionPlan plan, List<RunRecord> records) {
        RunExecution execution = execution(records.get(0), plan);
        try {
            execution.recover(records, tickets);
        } catch (RuntimeException | Error e) {
            execution.giveUp();
            throw e;
        }
    }

    /**
     * Takes a run up where its records end, whether or not there is a place for it.
     *
     * @throws StoreUnavailable if the store cannot be read
     */
    Found recover(RunId run, RunRecovery recovery) {
        if (!transit.enter(run)) {
            return Found.IN_TRANSIT;
        }
        try {
            boolean takenUp = !isOpen(run) && recovery.recover(run, this::resume);
            return takenUp ? Found.TAKEN_UP : Found.NOTHING;
        } finally {
            transit.leave(run);
        }
    }

    /**
     * The same for all of them.
     *
     * @param adoption to look again for those that somebody else has in hand
     * @return how many were taken up
     * @throws StoreUnavailable if the store cannot be read; what was taken up so far goes on
     */
    int recover(List<RunId> runs, RunRecovery recovery, RunAdoption adoption) {
        int resumed = 0;
        for (RunId run : runs) {
            Found found = recover(run, recovery);
            if (found == Found.TAKEN_UP) {
                resumed++;
            } else if (found == Found.IN_TRANSIT) {
                adoption.lookFor(run);
            }
        }
        return resumed;
    }

    private void resume(ExecutionPlan plan, List<RunRecord> records) {
        open.reserveAnyway(tenant(plan));
        takeUp(plan, records);
    }

    /** Its start is durable: without an owner it is found and taken up later. */
    private void started(RunLauncher.Begun begun) {
        RunExecution execution = execution(begun.records().get(0), begun.plan());
        try {
            launch(execution, begun);
        } catch (RuntimeException | Error e) {
            log.error("run {} is started, but cannot go on now; it is tried again", begun.run(), e);
            execution.giveUp();
        }
    }

    private void launch(RunExecution execution, RunLauncher.Begun begun) {
        begun.ticket().ifPresent(ticket -> {
            RunAdmission own = new RunAdmission(ticket, services, execution);
            execution.admission(own);
            execution.launch(begun.records());
            own.begin(Duration.ZERO);
        });
        if (begun.ticket().isEmpty()) {
            execution.launch(begun.records());
        }
    }

    private RunExecution execution(RunRecord first, ExecutionPlan plan) {
        RunExecution execution = new RunExecution(first, plan, services, leaving);
        open.add(execution);
        return execution;
    }

    private void left(RunExecution execution) {
        open.remove(execution);
    }

    private Tenant tenant(ExecutionPlan plan) {
        return tickets.tenancy().of(plan.spec().namespace());
    }

    private static CompletableFuture<LaunchResult> rejected(String reason) {
        return CompletableFuture.completedFuture(new LaunchResult.Rejected(reason));
    }
}
