package io.sandglass.simulation;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.EngineStatus;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.Launcher;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.engine.run.RunListener;
import io.sandglass.history.Observed.Kind;
import io.sandglass.history.Row;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunRecord;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.StoreUnavailable;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** The engine and the triggers between a start and a crash. */
final class SimulatedProcess {
    private final World world;
    private final WorkflowEngine engine;
    private final Triggers triggers;
    private boolean recovering = true;

    SimulatedProcess(World world, EngineConfig config, Triggers.Factory triggers) {
        this.world = world;
        this.engine = new WorkflowEngine(config);
        engine.addListener(new Ear());
        this.triggers = triggers.in(new Triggers.Host(
                new WaitingLauncher(), config(), world.machine().platform(), world.triggerSpecs()));
    }

    private io.sandglass.store.TriggerStore config() {
        return world.store().triggers();
    }

    /** As the service does it: runs first. */
    void start() {
        engine.recover();
        recovering = false;
        triggers.start();
        world.notes().add(Kind.STARTED, "with " + engine.openRuns() + " open runs");
    }

    boolean recovering() {
        return recovering;
    }

    WorkflowEngine engine() {
        return engine;
    }

    void stopTriggers() {
        triggers.stop();
    }

    /** Of everything that there is only so much of, what it says it has out or keeps waiting. */
    Map<String, Integer> left() {
        EngineStatus status = engine.status();
        Map<String, Integer> left = new TreeMap<>(Map.of(
                "open runs", status.openRuns(),
                "runs that wait", status.queuedRuns(),
                "attempts that wait", status.readyNodes(),
                "attempts inside", status.runningNodes()));
        status.tenants().forEach((name, tenant) -> {
            left.put("open runs of tenant " + name, tenant.openRuns());
            left.put("attempts of tenant " + name + " inside", tenant.runningNodes());
        });
        status.pools().forEach((name, pool) -> left.put("attempts in pool " + name, pool.running() + pool.ready()));
        return left;
    }

    /** Asks for a run and does not wait for the answer. */
    CompletableFuture<LaunchResult> launch(LaunchRequest request) {
        world.notes().add(Kind.ASKED, request.workflow() + " " + request.cause().slot());
        return engine.launchAsync(request).whenComplete((result, failure) -> {
            if (result instanceof LaunchResult.Started started) {
                world.notes().add(Kind.ACKNOWLEDGED, started.run().toString(), "", 0, "");
                world.people().know(started.run());
            }
        });
    }

    /** Blocks nothing but the task that calls it. */
    private final class WaitingLauncher implements Launcher {
        @Override
        public LaunchResult launch(LaunchRequest request) {
            CompletableFuture<LaunchResult> answer = SimulatedProcess.this.launch(request);
            Fibers.Fiber answered = world.fibers().signal();
            answer.whenComplete((result, failure) -> world.fibers().wake(answered));
            world.fibers().await(answered);
            try {
                return answer.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof StoreUnavailable unavailable) {
                    throw unavailable;
                }
                throw e;
            }
        }

        @Override
        public boolean hasOpenRun(TriggerKey trigger) {
            return engine.hasOpenRun(trigger);
        }
    }

    /** Hears what the engine tells. */
    private final class Ear implements RunListener {
        @Override
        public void onRecord(RunRecord record) {
            Row row = Rows.of(record);
            world.notes()
                    .add(
                            Kind.TOLD,
                            row.run(),
                            row.node(),
                            row.attempt(),
                            row.kind().name());
        }

        @Override
        public void onLog(LogLine line) {}
    }
}
