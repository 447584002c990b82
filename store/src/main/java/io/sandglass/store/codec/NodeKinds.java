package io.sandglass.store.codec;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Usage;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunEvent.ValueWritten;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of events about one node. */
final class NodeKinds {
    static final List<EventKind<?>> ALL = List.of(
            new EventKind<>(
                    10,
                    "attempt-started",
                    AttemptStarted.class,
                    (out, event) ->
                            out.text(event.node()).count(event.attempt()).time(event.at()),
                    in -> new AttemptStarted(in.text(), in.smallCount(), in.time())),
            new EventKind<>(
                    11,
                    "node-succeeded",
                    NodeSucceeded.class,
                    NodeKinds::succeeded,
                    in -> succeeded(in, UsageCodec::readNumbers)),
            new EventKind<>(
                    12,
                    "attempt-failed",
                    AttemptFailed.class,
                    NodeKinds::failed,
                    in -> failed(in, UsageCodec::readNumbers)),
            new EventKind<>(
                    13,
                    "node-suspended",
                    NodeSuspended.class,
                    NodeKinds::suspended,
                    in -> new NodeSuspended(in.text(), in.smallCount(), in.time(), PayloadCodec.read(in), in.time())),
            new EventKind<>(
                    14,
                    "node-skipped",
                    NodeSkipped.class,
                    (out, event) -> out.text(event.node()).text(event.reason()).time(event.at()),
                    in -> new NodeSkipped(in.text(), in.text(), in.time())),
            new EventKind<>(
                    15,
                    "node-cancelled",
                    NodeCancelled.class,
                    (out, event) -> out.text(event.node()).text(event.reason()).time(event.at()),
                    in -> new NodeCancelled(in.text(), in.text(), in.time())),
            new EventKind<>(16, "value-written", ValueWritten.class, NodeKinds::written, NodeKinds::written),
            new EventKind<>(
                    17,
                    "node-succeeded",
                    NodeSucceeded.class,
                    NodeKinds::succeeded,
                    in -> succeeded(in, UsageCodec::read)),
            new EventKind<>(
                    18, "attempt-failed", AttemptFailed.class, NodeKinds::failed, in -> failed(in, UsageCodec::read)));

    private NodeKinds() {}

    private static void written(ByteSink out, ValueWritten event) {
        out.text(event.node()).count(event.attempt()).text(event.key());
        out.flag(event.value().isPresent());
        event.value().ifPresent(value -> PayloadCodec.writeHere(out, value)); // report.run_values shows it
        out.time(event.at());
    }

    private static ValueWritten written(ByteSource in) {
        return new ValueWritten(
                in.text(),
                in.smallCount(),
                in.text(),
                in.flag() ? Optional.of(PayloadCodec.read(in)) : Optional.empty(),
                in.time());
    }

    private static void succeeded(ByteSink out, NodeSucceeded event) {
        out.text(event.node()).count(event.attempt());
        PayloadCodec.write(out, event.output());
        UsageCodec.write(out, event.usage());
        out.time(event.at());
    }

    private static NodeSucceeded succeeded(ByteSource in, Function<ByteSource, Usage> usage) {
        return new NodeSucceeded(in.text(), in.smallCount(), PayloadCodec.read(in), usage.apply(in), in.time());
    }

    private static void failed(ByteSink out, AttemptFailed event) {
        out.text(event.node()).count(event.attempt());
        failure(out, event.failure());
        out.optionalTime(event.retryAt());
        UsageCodec.write(out, event.usage());
        out.time(event.at());
    }

    private static AttemptFailed failed(ByteSource in, Function<ByteSource, Usage> usage) {
        return new AttemptFailed(
                in.text(), in.smallCount(), failure(in), in.optionalTime(), usage.apply(in), in.time());
    }

    static void failure(ByteSink out, NodeFailure failure) {
        out.text(failure.kind().name())
                .text(failure.code())
                .text(failure.message())
                .flag(failure.retryable());
    }

    static NodeFailure failure(ByteSource in) {
        return new NodeFailure(FailureKind.valueOf(in.text()), in.text(), in.text(), in.flag());
    }

    private static void suspended(ByteSink out, NodeSuspended event) {
        out.text(event.node()).count(event.attempt()).time(event.wakeAt());
        PayloadCodec.write(out, event.output());
        out.time(event.at());
    }
}
