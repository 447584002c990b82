package io.sandglass.engine;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.StoredSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the open runs of a store back to life; used by one thread. */
final class RunRecovery {
    private static final Logger log = LoggerFactory.getLogger(RunRecovery.class);

    private final SpecStore specs;
    private final RunStore runs;
    private final WorkflowCompiler compiler;
    private final EngineServices services;
    private final Map<Pinned, ExecutionPlan> plans = new HashMap<>();

    RunRecovery(EngineConfig config, EngineServices services) {
        this.specs = config.specs();
        this.runs = config.runs();
        this.compiler = config.compiler();
        this.services = services;
    }

    /**
     * Reads a run and hands it over, or ends it as failed if its document or its records can no longer be run. One that
     * cannot be read or planned for another reason is left as it is, and holds up no other.
     *
     * @param resume takes its plan and records; throws if they do not fit
     * @return false if it is not handed over; so it is with one that has ended meanwhile, or is not there
     * @throws StoreUnavailable if the store cannot be read
     */
    boolean recover(RunId run, BiConsumer<ExecutionPlan, List<RunRecord>> resume) {
        try {
            List<RunRecord> records = runs.events(run);
            Fault.at(FaultPoint.RECOVERY_AFTER_READ);
            return goesOn(records) && recover(records, resume);
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RecordsLost e) {
            return end(run, e.lastSeq(), e);
        } catch (RuntimeException e) {
            log.error("run {} cannot be taken up and stays open until the next start", run, e);
            return false;
        }
    }

    private static boolean goesOn(List<RunRecord> records) {
        return !records.isEmpty() && !(records.get(records.size() - 1).event() instanceof RunEnded);
    }

    private boolean recover(List<RunRecord> records, BiConsumer<ExecutionPlan, List<RunRecord>> resume) {
        RunStarted started = (RunStarted) records.get(0).event();
        ExecutionPlan plan;
        try {
            plan = plan(started);
        } catch (InvalidSpec | NoSuchElementException e) {
            return end(records.get(0).run(), records.get(records.size() - 1).seq(), e);
        }
        try {
            resume.accept(plan, sharing(records, started, plan));
            Fault.at(FaultPoint.RECOVERY_AFTER_RESUME);
            return true;
        } catch (IllegalArgumentException | IllegalStateException e) {
            return end(records.get(0).run(), records.get(records.size() - 1).seq(), e);
        }
    }

    /** Ten thousand runs need not each have the digests of all their nodes in memory. */
    private static List<RunRecord> sharing(List<RunRecord> records, RunStarted started, ExecutionPlan plan) {
        if (!started.digests().equals(plan.digests())) {
            return records;
        }
        RunRecord first = records.get(0);
        RunStarted shared = new RunStarted(
                plan.spec().key(), started.revision(), started.inputs(), started.cause(), plan.digests(), started.at());
        List<RunRecord> all = new ArrayList<>(records);
        all.set(0, new RunRecord(first.run(), first.seq(), shared));
        return all;
    }

    /**
     * The plan a run is pinned to. Many runs share one, and making it takes longer than all the rest of recovering a run.
     *
     * @throws InvalidSpec if the document can no longer be planned
     * @throws NoSuchElementException if it is gone
     */
    ExecutionPlan plan(RunStarted started) {
        Pinned pinned = new Pinned(started.workflow(), started.revision(), started.digests());
        ExecutionPlan known = plans.get(pinned);
        if (known != null) {
            return known;
        }
        ExecutionPlan plan = compile(started);
        plans.put(pinned, plan);
        return plan;
    }

    private ExecutionPlan compile(RunStarted started) {
        Optional<StoredSpec> spec = specs.find(started.workflow(), started.revision());
        String body = spec.map(StoredSpec::body)
                .orElseThrow(() -> new NoSuchElementException(
                        "revision " + started.revision() + " of '" + started.workflow() + "' is gone"));
        return compiler.compile(body, started.digests()).plan();
    }

    private boolean end(RunId run, long lastSeq, RuntimeException why) {
        log.warn("run {} cannot be resumed and ends: {}", run, why.getMessage());
        Optional<String> error = Optional.of("the run could not be resumed: " + why.getMessage());
        RunEnded end = new RunEnded(RunStatus.FAILED, Payload.EMPTY, error, Stamps.now(services.clock()));
        RunRecord record = new RunRecord(run, lastSeq + 1, end);
        services.journal()
                .append(List.of(record))
                .thenRun(() -> services.listeners().onRecord(record));
        return false;
    }

    private record Pinned(WorkflowKey workflow, int revision, Map<String, String> digests) {}
}
