package io.sandglass.store.jdbc;

import io.sandglass.plugin.Execution;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.NodeStatus;
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
public final class Samples {
    public static final Instant T0 = Instant.parse("2026-03-01T02:30:00.125Z");
    public static final WorkflowKey WORKFLOW = new WorkflowKey("finance", "settle");
    public static final TriggerKey TRIGGER = new TriggerKey(WORKFLOW, "nightly");
    public static final Usage USAGE = new Usage(1_000, 2_000, 65_536, 17, 3);

    public static final Execution EXECUTION =
            new Execution("OK", "wasm", 1, 5_000, 70, 40, 2, 9, Optional.of(Payload.of(Map.of("stdin", "{}"))));

    private static final Asked BY = new Asked("alice", "the deploy window");
    private static final NodeFailure FAILURE = NodeFailure.of(FailureKind.EXTERNAL, "Http.503", "the ledger is down");

    private Samples() {}

    private static Expectation asking(NodeResult then) {
        return Expectation.decision("Approve 5?").until(T0.plusSeconds(3_600), then);
    }

    public static Cause slotCause(Instant fireTime) {
        return new Cause(
                "cron",
                Optional.of(TRIGGER.name()),
                Optional.of(new SlotKey(TRIGGER, fireTime)),
                Payload.of(Map.of("type", "cron", "scheduledAt", fireTime.toString())));
    }

    public static RunEvent started(Cause cause) {
        return new RunEvent.RunStarted(
                WORKFLOW,
                3,
                Payload.of(Map.of("day", "2026-03-01")),
                cause,
                Map.of("load", "wasm:sha256:aa", "post", "built-in:http@1.0.0"),
                T0);
    }

    /** Of a request with this key. */
    public static RunEvent started(String key) {
        return new RunEvent.RunStarted(
                WORKFLOW,
                3,
                Payload.EMPTY,
                Cause.manual(),
                Optional.of(new KeyedRequest(new IdempotencyKey("default", key), "aa")),
                Map.of("load", "wasm:sha256:aa"),
                T0);
    }

    public static RunEvent attemptStarted(String node, int attempt) {
        return new RunEvent.AttemptStarted(node, attempt, T0.plusMillis(100));
    }

    public static RunEvent succeeded(String node, int attempt, Payload output) {
        return new RunEvent.NodeSucceeded(node, attempt, output, USAGE, T0.plusMillis(350));
    }

    /** With all that is told of how it ran. */
    public static RunEvent executed(String node, Execution execution) {
        return new RunEvent.NodeSucceeded(node, 1, Payload.EMPTY, USAGE.with(execution), T0.plusMillis(350));
    }

    /** With the word for its end, if there is one, and the code of the failure. */
    public static RunEvent broken(String node, String outcome, String code) {
        return new RunEvent.AttemptFailed(
                node,
                1,
                NodeFailure.of(FailureKind.LIMIT, code, "no"),
                Optional.empty(),
                USAGE.with(Execution.ended(outcome)),
                T0.plusMillis(350));
    }

    public static RunEvent failed(String node, int attempt, Optional<Instant> retryAt) {
        return new RunEvent.AttemptFailed(
                node,
                attempt,
                NodeFailure.of(FailureKind.EXTERNAL, "Http.503", "the ledger is down"),
                retryAt,
                USAGE,
                T0.plusMillis(200));
    }

    public static RunEvent ended(RunStatus status, Optional<String> error) {
        return new RunEvent.RunEnded(status, Payload.EMPTY, error, T0.plusMillis(1_000));
    }

    /** Events of every kind, with every optional part there and not there. A new kind of event goes here. */
    public static List<RunEvent> everyKind() {
        return List.of(
                started(Cause.manual()),
                started(slotCause(T0)),
                started("order 7"),
                attemptStarted("load", 2),
                succeeded("load", 2, Payload.NULL),
                succeeded("load", 2, Payload.of(List.of())),
                executed("load", EXECUTION),
                executed("load", Execution.ended("OK").withIsolation("bwrap")),
                broken("load", "FUEL_EXHAUSTED", "FuelExhausted"),
                failed("load", 1, Optional.empty()),
                failed("load", 1, Optional.of(T0)),
                new RunEvent.NodeSuspended(
                        "load", 1, Instant.parse("2027-01-01T00:00:00.000000001Z"), Payload.EMPTY, T0),
                new RunEvent.NodeSkipped("load", "'when' is false", T0),
                new RunEvent.NodeCancelled("load", "the run is being cancelled\u0000\n", T0),
                new RunEvent.CancelRequested("by alice", T0),
                new RunEvent.CancelRequested(BY, true, T0),
                new RunEvent.RunPaused(BY, T0),
                new RunEvent.RunResumed(BY, T0),
                new RunEvent.RunReopened(List.of("load", "post"), BY, T0),
                new RunEvent.SignalReceived(Optional.of("load"), "approve", Payload.EMPTY, BY, T0),
                new RunEvent.SignalReceived(Optional.empty(), "ledger.closed", Payload.of(Map.of("a", 1L)), BY, T0),
                new RunEvent.PriorityChanged(9, BY, T0),
                new RunEvent.NodeAwaits("load", 1, Expectation.signal("ledger.closed"), T0),
                new RunEvent.NodeAwaits("load", 1, asking(NodeResult.completed(Payload.of(1L))), T0),
                new RunEvent.NodeAwaits(
                        "load", 1, asking(NodeResult.failed(FAILURE)).completingOnRejection(), T0),
                new RunEvent.NodeForced("load", NodeStatus.SUCCEEDED, Payload.of("x"), BY, T0),
                new RunEvent.ValueWritten("load", 1, "cursor", Optional.of(Payload.of(41L)), T0),
                new RunEvent.ValueWritten("load", 1, "cursor", Optional.empty(), T0),
                new RunEvent.RunQueued("finance/settle[2026-03-01]", T0),
                new RunEvent.RunAdmitted("finance/settle[2026-03-01]", T0),
                ended(RunStatus.SUCCEEDED, Optional.empty()),
                ended(RunStatus.FAILED, Optional.of("node 'load' failed")));
    }

    /** Numbers events from 1. */
    public static List<RunRecord> records(RunId run, RunEvent... events) {
        return records(run, 1, events);
    }

    public static List<RunRecord> records(RunId run, long firstSeq, RunEvent... events) {
        List<RunRecord> records = new ArrayList<>();
        for (RunEvent event : events) {
            records.add(new RunRecord(run, firstSeq + records.size(), event));
        }
        return records;
    }
}
