package io.sandglass.engine;

import io.sandglass.engine.run.EngineServices;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.RunStore;
import io.sandglass.store.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the open runs of a store back to life; used by one thread. */
final class RunRecovery {
    private static final Logger log = LoggerFactory.getLogger(RunRecovery.class);

    private final RunStore runs;
    private final EngineServices services;
    private final PinnedPlans plans;

    RunRecovery(EngineConfig config, EngineServices services) {
        this.runs = config.runs();
        this.services = services;
        this.plans = new PinnedPlans(config, Long.MAX_VALUE);
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
            plan = plans.plan(started);
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
                plan.spec().key(),
                started.revision(),
                started.inputs(),
                started.cause(),
                started.request(),
                plan.digests(),
                started.at());
        List<RunRecord> all = new ArrayList<>(records);
        all.set(0, new RunRecord(first.run(), first.seq(), shared));
        return all;
    }

    private boolean end(RunId run, long lastSeq, RuntimeException why) {
        log.warn("run {} cannot be resumed and ends: {}", run, why.getMessage());
        Optional<String> error = Optional.of("the run could not be resumed: " + why.getMessage());
        RunEnded end = new RunEnded(
                RunStatus.FAILED, Payload.EMPTY, error, services.clock().nowMillis());
        RunRecord record = new RunRecord(run, lastSeq + 1, end);
        services.journal().append(List.of(record)).whenComplete((stored, failure) -> {
            if (failure != null) {
                log.warn("run {} stays open for now, as its end was not recorded: {}", run, failure.getMessage());
            } else if (stored) {
                services.listeners().onRecord(record);
            }
        });
        return false;
    }
}
