package io.sandglass.store;

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
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records for the contract tests. */
final class StoredRuns {
    static final Instant T0 = Instant.parse("2027-01-04T09:00:00.123Z");
    static final WorkflowKey WORKFLOW = new WorkflowKey("shop.orders", "nightly");
    static final TriggerKey NIGHTLY = new TriggerKey(WORKFLOW, "nightly");

    private static final Asked BY = new Asked("alice", "the deploy window");

    private StoredRuns() {}

    static RunId run(int number) {
        return new RunId(1_000_000L + number);
    }

    static SlotKey slot(int hour) {
        return new SlotKey(NIGHTLY, T0.plus(Duration.ofHours(hour)));
    }

    static RunRecord byHand(RunId run) {
        return new RunRecord(run, 1, started(Cause.manual()));
    }

    static RunRecord inSlot(RunId run, SlotKey slot) {
        Payload data =
                Payload.of(Map.of("type", "cron", "scheduledAt", slot.fireTime().toString()));
        Cause cause = new Cause("cron", Optional.of(slot.trigger().name()), Optional.of(slot), data);
        return new RunRecord(run, 1, started(cause));
    }

    static RunRecord withKey(RunId run, IdempotencyKey key) {
        RunStarted plain = started(Cause.manual());
        return new RunRecord(
                run,
                1,
                new RunStarted(
                        plain.workflow(),
                        plain.revision(),
                        plain.inputs(),
                        plain.cause(),
                        Optional.of(new KeyedRequest(key, "aa")),
                        plain.digests(),
                        T0));
    }

    static RunRecord ended(RunId run, long seq) {
        return new RunRecord(run, seq, new RunEnded(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty(), T0));
    }

    static RunRecord attempt(RunId run, long seq) {
        return new RunRecord(run, seq, new AttemptStarted("a", 1, T0));
    }

    static RunRecord output(RunId run, long seq, int characters) {
        return new RunRecord(run, seq, new NodeSucceeded("a", 1, Payload.of("x".repeat(characters)), Usage.NONE, T0));
    }

    /** One event of every kind, with every optional part there and not there. */
    static List<RunRecord> everyKind(RunId run) {
        NodeFailure failure = NodeFailure.of(FailureKind.EXTERNAL, "Http.503", "the peer answered 503");
        Usage usage = new Usage(1, 2, 3, 4, 5);
        List<RunEvent> events = List.of(
                new RunQueued("shop/nightly[2027-01-04]", T0),
                new RunAdmitted("shop/nightly[2027-01-04]", T0),
                new AttemptStarted("a", 1, T0),
                new AttemptFailed("a", 1, failure, Optional.of(T0.plusSeconds(1)), usage, T0),
                new ValueWritten("a", 1, "cursor", Optional.of(everyValue()), T0),
                new AttemptStarted("a", 2, T0),
                new ValueWritten("a", 2, "cursor", Optional.empty(), T0),
                new NodeSucceeded("a", 2, everyValue(), usage, T0),
                new NodeSuspended("b", 1, T0.plusSeconds(60), Payload.of("late"), T0),
                new AttemptFailed("c", 1, failure.retryable(false), Optional.empty(), Usage.NONE, T0),
                new NodeSkipped("d", "needs 'c', which failed", T0),
                new CancelRequested("enough", T0),
                new NodeCancelled("b", "the run was cancelled: enough", T0),
                new PriorityChanged(9, BY, T0),
                new RunPaused(BY, T0),
                new RunResumed(new Asked("", ""), T0),
                new SignalReceived(Optional.empty(), "ledger.closed", everyValue(), BY, T0),
                new NodeAwaits("e", 1, Expectation.signal("ledger.closed"), T0),
                new NodeForced("e", NodeStatus.SUCCEEDED, Payload.of(Map.of("a", 1)), BY, T0),
                new NodeAwaits("f", 1, asking(NodeResult.failed(failure)), T0),
                new SignalReceived(Optional.of("f"), "approve", Payload.EMPTY, BY, T0),
                new NodeForced("f", NodeStatus.FAILED, Payload.EMPTY, BY, T0),
                new NodeAwaits(
                        "g", 1, asking(NodeResult.completed(everyValue())).completingOnRejection(), T0),
                new NodeForced("g", NodeStatus.SKIPPED, Payload.EMPTY, BY, T0),
                new CancelRequested(BY, true, T0),
                new RunEnded(RunStatus.FAILED, Payload.EMPTY, Optional.of("node 'c' failed"), T0),
                new RunReopened(List.of("c", "d", "b"), BY, T0),
                new RunEnded(RunStatus.CANCELLED, Payload.EMPTY, Optional.empty(), T0));
        List<RunRecord> records = new ArrayList<>(List.of(inSlot(run, slot(0))));
        events.forEach(event -> records.add(new RunRecord(run, records.size() + 1, event)));
        return records;
    }

    private static Expectation asking(NodeResult then) {
        return Expectation.decision("Approve 5?").until(T0.plusSeconds(3600), then);
    }

    private static Payload everyValue() {
        Map<String, Object> values = new java.util.LinkedHashMap<>();
        values.put("text", "straße \u0001 \"quoted\" \ud83d\ude00");
        values.put("whole", 42);
        values.put("large", 9_007_199_254_740_993L);
        values.put("real", 0.1);
        values.put("yes", true);
        values.put("nothing", null);
        values.put("list", Arrays.asList(1, "two", null, List.of()));
        return Payload.of(values);
    }

    private static RunStarted started(Cause cause) {
        Map<String, String> digests = Map.of("a", "sha256:00");
        return new RunStarted(WORKFLOW, 3, Payload.of(Map.of("day", "2027-01-04")), cause, digests, T0);
    }
}
