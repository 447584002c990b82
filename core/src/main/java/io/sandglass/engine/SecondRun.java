package io.sandglass.engine;

import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeState;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunGraph;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What of a run that has ended is run a second time, in place or as another run.
 *
 * @param origin the run that has ended
 */
record SecondRun(RunId origin, RunState state, Asked asked, Instant at) {
    /** The kind of a rerun's cause. */
    static final String CAUSE = "rerun";

    /** The nodes a retry runs again: those that failed or were stopped, and those that were skipped because of them. */
    static List<String> again(RunState state) {
        RunGraph graph = state.graph();
        BitSet because = graph.downstream(stuck(state));
        return IntStream.range(0, graph.size())
                .filter(because::get)
                .filter(node -> {
                    NodeStatus status = state.node(node).status();
                    return status.ended() && status != NodeStatus.SUCCEEDED;
                })
                .mapToObj(graph::id)
                .toList();
    }

    /** Asks for a new run of the same revision with the same inputs. */
    LaunchRequest request(Optional<String> from) {
        RunStarted started = state.started().orElseThrow();
        Map<String, @Nullable Object> data =
                new LinkedHashMap<>(started.cause().data().object());
        data.put("type", CAUSE);
        data.put("origin", origin.toString());
        data.remove("from"); // of a rerun that is run again
        from.ifPresent(node -> data.put("from", node));
        data.put("by", asked.by());
        data.put("why", asked.why());
        Cause cause = new Cause(CAUSE, Optional.empty(), Optional.empty(), Payload.of(data));
        return new LaunchRequest(started.workflow(), OptionalInt.of(started.revision()), started.inputs(), cause);
    }

    /**
     * What a rerun takes over: the end of each node that neither is {@code from}, nor failed, nor was stopped, nor comes
     * after such a one; what these wrote for the others; and the signals that the run was sent.
     *
     * @param records of the run that has ended
     */
    List<RunEvent> known(String from, List<RunRecord> records) {
        RunGraph graph = state.graph();
        BitSet first = stuck(state);
        first.set(graph.index(from));
        BitSet again = graph.downstream(first);
        List<RunEvent> known = new ArrayList<>();
        IntStream.range(0, graph.size())
                .filter(node -> !again.get(node))
                .mapToObj(this::known)
                .forEach(known::add);
        Map<String, RunEvent> values = new LinkedHashMap<>();
        Map<String, RunEvent> signals = new LinkedHashMap<>();
        for (RunRecord record : records) {
            if (record.event() instanceof ValueWritten written && !again.get(graph.index(written.node()))) {
                values.put(written.key(), written);
            } else if (record.event() instanceof SignalReceived signal
                    && signal.node().isEmpty()) {
                signals.put(signal.name(), takenOver(signal));
            }
        }
        known.addAll(values.values());
        known.addAll(signals.values());
        return known;
    }

    private SignalReceived takenOver(SignalReceived signal) {
        return new SignalReceived(Optional.empty(), signal.name(), signal.data(), source(), signal.at());
    }

    /**
     * What is answered to who asked for it.
     *
     * @param known what it was to take over
     */
    SteeringResult answer(LaunchResult result, List<RunEvent> known) {
        if (result instanceof LaunchResult.Started started) {
            return new SteeringResult.Done(started.run(), nodes(known));
        }
        if (result instanceof LaunchResult.Rejected rejected) {
            return Refused.of(Code.BUSY, rejected.reason(), state.phase());
        }
        if (result instanceof LaunchResult.Skipped skipped) {
            String why = "run " + origin + " is not run again now: " + skipped.reason() + "; try again later";
            return Refused.of(Code.BUSY, why, state.phase());
        }
        return Refused.of(Code.NOT_PLANNABLE, "run " + origin + " cannot be run again: " + result, state.phase());
    }

    private static List<String> nodes(List<RunEvent> known) {
        return known.stream()
                .filter(NodeEvent.class::isInstance)
                .map(event -> ((NodeEvent) event).node())
                .toList();
    }

    private RunEvent known(int node) {
        String id = state.graph().id(node);
        NodeState end = state.node(node).state();
        if (end instanceof NodeState.Skipped skipped) {
            return new NodeSkipped(id, skipped.reason(), at);
        }
        Payload output = end.output().orElseThrow();
        return new NodeForced(id, NodeStatus.SUCCEEDED, output, source(), at);
    }

    private Asked source() {
        return new Asked(asked.by(), "taken over from run " + origin);
    }

    /** Nodes that neither succeeded nor were skipped. */
    private static BitSet stuck(RunState state) {
        BitSet stuck = new BitSet();
        IntStream.range(0, state.graph().size())
                .filter(node -> {
                    NodeStatus status = state.node(node).status();
                    return status != NodeStatus.SUCCEEDED && status != NodeStatus.SKIPPED;
                })
                .forEach(stuck::set);
        return stuck;
    }
}
