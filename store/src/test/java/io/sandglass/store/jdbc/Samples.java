package io.sandglass.store.jdbc;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Events to store. */
final class Samples {
    static final Instant T0 = Instant.parse("2026-03-01T02:30:00.125Z");
    static final WorkflowKey WORKFLOW = new WorkflowKey("finance", "settle");
    static final TriggerKey TRIGGER = new TriggerKey(WORKFLOW, "nightly");
    static final Usage USAGE = new Usage(1_000, 2_000, 65_536, 17, 3);

    private Samples() {}

    static Cause slotCause(Instant fireTime) {
        return new Cause(
                "cron",
                Optional.of(TRIGGER.name()),
                Optional.of(new SlotKey(TRIGGER, fireTime)),
                Payload.of(Map.of("type", "cron", "scheduledAt", fireTime.toString())));
    }

    static RunEvent started(Cause cause) {
        return new RunEvent.RunStarted(
                WORKFLOW,
                3,
                Payload.of(Map.of("day", "2026-03-01")),
                cause,
                Map.of("load", "wasm:sha256:aa", "post", "built-in:http@1.0.0"),
                T0);
    }

    static RunEvent attemptStarted(String node, int attempt) {
        return new RunEvent.AttemptStarted(node, attempt, T0.plusMillis(100));
    }

    static RunEvent succeeded(String node, int attempt, Payload output) {
        return new RunEvent.NodeSucceeded(node, attempt, output, USAGE, T0.plusMillis(350));
    }

    static RunEvent failed(String node, int attempt, Optional<Instant> retryAt) {
        return new RunEvent.AttemptFailed(
                node,
                attempt,
                NodeFailure.of(FailureKind.EXTERNAL, "Http.503", "the ledger is down"),
                retryAt,
                USAGE,
                T0.plusMillis(200));
    }

    static RunEvent ended(RunStatus status, Optional<String> error) {
        return new RunEvent.RunEnded(status, Payload.EMPTY, error, T0.plusMillis(1_000));
    }

    /** Numbers events from 1. */
    static List<RunRecord> records(RunId run, RunEvent... events) {
        return records(run, 1, events);
    }

    static List<RunRecord> records(RunId run, long firstSeq, RunEvent... events) {
        List<RunRecord> records = new ArrayList<>();
        for (RunEvent event : events) {
            records.add(new RunRecord(run, firstSeq + records.size(), event));
        }
        return records;
    }
}
