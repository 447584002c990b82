package io.sandglass.benchmarks.large;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes up the records of runs in the past: of 20 workflows, a minute apart; one in 20 fails at its last node. */
final class PastRuns {
    static final int NODES = 10;
    static final int WORKFLOWS = 20;
    static final String DIGEST = "built-in:step3@1.0.0";

    private static final int FAILING = 20;
    private static final Instant FIRST = Instant.parse("2025-02-01T00:00:00Z");
    private static final Payload OUTPUT = Payload.of(Map.of("rows", 42, "name", "settlement", "ok", true));

    private PastRuns() {}

    /** The records of a run, by its number from 1. */
    static List<RunRecord> run(long number) {
        Instant at = at(number);
        boolean fails = number % FAILING == 0;
        List<RunEvent> events = new ArrayList<>();
        events.add(new RunStarted(workflow(number), 1, Payload.EMPTY, Cause.manual(), digests(), at));
        for (int i = 0; i < NODES; i++) {
            boolean failed = fails && i == NODES - 1;
            events.add(new AttemptStarted("n" + i, 1, at));
            events.add(failed ? failed(i, at) : new NodeSucceeded("n" + i, 1, OUTPUT, Usage.NONE, at.plusSeconds(1)));
        }
        Optional<String> error = fails ? Optional.of("node 'n9' failed") : Optional.empty();
        events.add(
                new RunEnded(fails ? RunStatus.FAILED : RunStatus.SUCCEEDED, Payload.EMPTY, error, at.plusSeconds(2)));
        return records(id(number), events);
    }

    /** When a run began. */
    static Instant at(long number) {
        return FIRST.plus(Duration.ofMinutes(number));
    }

    /** As an engine would have given it then. */
    static RunId id(long number) {
        return new RunId(RunId.firstAt(at(number)).value() + 1);
    }

    static WorkflowKey workflow(long number) {
        return new WorkflowKey("bench", "w" + number % WORKFLOWS);
    }

    private static AttemptFailed failed(int node, Instant at) {
        NodeFailure failure = NodeFailure.of(FailureKind.EXTERNAL, "Http.503", "the server is busy");
        return new AttemptFailed("n" + node, 1, failure, Optional.empty(), Usage.NONE, at.plusSeconds(1));
    }

    private static Map<String, String> digests() {
        Map<String, String> digests = new LinkedHashMap<>();
        for (int i = 0; i < NODES; i++) {
            digests.put("n" + i, "built-in:step" + i % 4 + "@1.0.0");
        }
        digests.put("n9", DIGEST);
        return digests;
    }

    private static List<RunRecord> records(RunId run, List<RunEvent> events) {
        List<RunRecord> records = new ArrayList<>();
        events.forEach(event -> records.add(new RunRecord(run, records.size() + 1L, event)));
        return records;
    }
}
