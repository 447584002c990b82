package io.sandglass.store.codec;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunEvent.SignalReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The kinds of events that come from outside a run, or wait for it. */
final class SteeringKinds {
    static final List<EventKind<?>> ALL = List.of(
            new EventKind<>(
                    30,
                    "cancel-requested",
                    CancelRequested.class,
                    (out, event) -> asked(out, event.asked()).flag(event.kill()).time(event.at()),
                    in -> new CancelRequested(asked(in), in.flag(), in.time())),
            new EventKind<>(
                    31,
                    "run-paused",
                    RunPaused.class,
                    (out, event) -> asked(out, event.asked()).time(event.at()),
                    in -> new RunPaused(asked(in), in.time())),
            new EventKind<>(
                    32,
                    "run-resumed",
                    RunResumed.class,
                    (out, event) -> asked(out, event.asked()).time(event.at()),
                    in -> new RunResumed(asked(in), in.time())),
            new EventKind<>(
                    33,
                    "run-reopened",
                    RunReopened.class,
                    SteeringKinds::reopened,
                    in -> new RunReopened(texts(in), asked(in), in.time())),
            new EventKind<>(
                    34,
                    "signal-received",
                    SignalReceived.class,
                    SteeringKinds::signal,
                    in -> new SignalReceived(
                            in.optionalText(), in.text(), PayloadCodec.read(in), asked(in), in.time())),
            new EventKind<>(
                    35,
                    "priority-changed",
                    PriorityChanged.class,
                    (out, event) ->
                            asked(out.number(event.priority()), event.asked()).time(event.at()),
                    in -> new PriorityChanged((int) in.number(), asked(in), in.time())),
            new EventKind<>(
                    36,
                    "node-awaits",
                    NodeAwaits.class,
                    SteeringKinds::awaits,
                    in -> new NodeAwaits(in.text(), in.smallCount(), expectation(in), in.time())),
            new EventKind<>(
                    37,
                    "node-forced",
                    NodeForced.class,
                    SteeringKinds::forced,
                    in -> new NodeForced(
                            in.text(), NodeStatus.valueOf(in.text()), PayloadCodec.read(in), asked(in), in.time())));

    private SteeringKinds() {}

    private static ByteSink asked(ByteSink out, Asked asked) {
        return out.text(asked.by()).text(asked.why());
    }

    private static Asked asked(ByteSource in) {
        return new Asked(in.text(), in.text());
    }

    private static void reopened(ByteSink out, RunReopened event) {
        out.count(event.nodes().size());
        event.nodes().forEach(out::text);
        asked(out, event.asked()).time(event.at());
    }

    private static List<String> texts(ByteSource in) {
        List<String> texts = new ArrayList<>();
        for (int i = in.length(); i > 0; i--) {
            texts.add(in.text());
        }
        return texts;
    }

    private static void signal(ByteSink out, SignalReceived event) {
        out.optionalText(event.node()).text(event.name());
        PayloadCodec.write(out, event.data());
        asked(out, event.asked()).time(event.at());
    }

    private static void forced(ByteSink out, NodeForced event) {
        out.text(event.node()).text(event.status().name());
        PayloadCodec.write(out, event.output());
        asked(out, event.asked()).time(event.at());
    }

    private static void awaits(ByteSink out, NodeAwaits event) {
        Expectation expectation = event.expectation();
        out.text(event.node()).count(event.attempt());
        out.text(expectation.kind().name()).text(expectation.about());
        out.flag(expectation.deadline().isPresent());
        expectation.deadline().ifPresent(deadline -> deadline(out, deadline));
        out.flag(expectation.rejectionFails()).time(event.at());
    }

    private static Expectation expectation(ByteSource in) {
        return new Expectation(
                Expectation.Kind.valueOf(in.text()),
                in.text(),
                in.flag() ? Optional.of(deadline(in)) : Optional.empty(),
                in.flag());
    }

    /** What a deadline leads to is one of two. */
    private static void deadline(ByteSink out, Expectation.Deadline deadline) {
        out.time(deadline.at());
        if (deadline.then() instanceof NodeResult.Failed failed) {
            NodeKinds.failure(out.flag(true), failed.failure());
        } else if (deadline.then() instanceof NodeResult.Completed completed) {
            PayloadCodec.write(out.flag(false), completed.output());
        } else {
            throw new IllegalArgumentException("a deadline leads to a result, but this one to " + deadline.then());
        }
    }

    private static Expectation.Deadline deadline(ByteSource in) {
        Instant at = in.time();
        NodeResult then = in.flag()
                ? NodeResult.failed(NodeKinds.failure(in))
                : new NodeResult.Completed(PayloadCodec.read(in), Usage.NONE);
        return new Expectation.Deadline(at, then);
    }
}
