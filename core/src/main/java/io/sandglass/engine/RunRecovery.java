package io.sandglass.engine;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoredSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the open runs of a store back to life. */
final class RunRecovery {
    private static final Logger log = LoggerFactory.getLogger(RunRecovery.class);

    private final SpecStore specs;
    private final RunStore runs;
    private final WorkflowCompiler compiler;
    private final EngineServices services;

    RunRecovery(EngineConfig config, EngineServices services) {
        this.specs = config.specs();
        this.runs = config.runs();
        this.compiler = config.compiler();
        this.services = services;
    }

    /**
     * Reads a run and hands it over, or ends it as failed if it can no longer be run.
     *
     * @param resume takes its plan and records; throws if they do not fit
     */
    boolean recover(RunId run, BiConsumer<ExecutionPlan, List<RunRecord>> resume) {
        List<RunRecord> records = runs.events(run);
        RunStarted started = (RunStarted) records.get(0).event();
        try {
            resume.accept(plan(started), records);
            return true;
        } catch (InvalidSpec | IllegalArgumentException | IllegalStateException e) {
            log.warn("run {} of {} cannot be resumed and ends: {}", run, started.workflow(), e.getMessage());
            end(records.get(records.size() - 1), "the run could not be resumed: " + e.getMessage());
            return false;
        }
    }

    private ExecutionPlan plan(RunStarted started) {
        Optional<StoredSpec> spec = specs.find(started.workflow(), started.revision());
        String body = spec.map(StoredSpec::body)
                .orElseThrow(() -> new IllegalArgumentException(
                        "revision " + started.revision() + " of '" + started.workflow() + "' is gone"));
        return compiler.compile(body, started.digests()).plan();
    }

    private void end(RunRecord last, String reason) {
        RunEnded end = new RunEnded(RunStatus.FAILED, Payload.EMPTY, Optional.of(reason), Stamps.now(services.clock()));
        RunRecord record = new RunRecord(last.run(), last.seq() + 1, end);
        services.journal()
                .append(List.of(record))
                .thenRun(() -> services.listeners().onRecord(record));
    }
}
