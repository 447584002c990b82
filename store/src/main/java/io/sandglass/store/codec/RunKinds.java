package io.sandglass.store.codec;

import io.sandglass.run.Cause;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.KeyedRequest;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The kinds of events about a whole run. */
final class RunKinds {
    static final List<EventKind<?>> ALL = List.of(
            new EventKind<>(
                    1,
                    "run-started",
                    RunStarted.class,
                    RunKinds::started,
                    in -> started(in, RunKinds::noRequest, RunKinds::digests)),
            new EventKind<>(
                    2,
                    "run-started",
                    RunStarted.class,
                    RunKinds::started,
                    in -> started(in, RunKinds::noRequest, Digests::read)),
            new EventKind<>(
                    6,
                    "run-started",
                    RunStarted.class,
                    RunKinds::started,
                    in -> started(in, RunKinds::request, Digests::read)),
            new EventKind<>(3, "run-ended", RunEnded.class, RunKinds::ended, in -> ended(in, RunKinds::notMeasured)),
            new EventKind<>(7, "run-ended", RunEnded.class, RunKinds::ended, in -> ended(in, RunKinds::took)),
            new EventKind<>(
                    4,
                    "run-queued",
                    RunQueued.class,
                    (out, event) -> out.text(event.key()).time(event.at()),
                    in -> new RunQueued(in.text(), in.time())),
            new EventKind<>(
                    5,
                    "run-admitted",
                    RunAdmitted.class,
                    (out, event) -> out.text(event.key()).time(event.at()),
                    in -> new RunAdmitted(in.text(), in.time())));

    private RunKinds() {}

    private static void started(ByteSink out, RunStarted event) {
        workflow(out, event.workflow());
        out.count(event.revision());
        PayloadCodec.write(out, event.inputs());
        cause(out, event.cause());
        out.flag(event.request().isPresent());
        event.request().ifPresent(request -> request(out, request));
        Digests.write(out, event.digests());
        out.time(event.at());
    }

    private static RunStarted started(
            ByteSource in,
            Function<ByteSource, Optional<KeyedRequest>> request,
            Function<ByteSource, Map<String, String>> digests) {
        return new RunStarted(
                workflow(in),
                in.smallCount(),
                PayloadCodec.read(in),
                cause(in),
                request.apply(in),
                digests.apply(in),
                in.time());
    }

    private static void request(ByteSink out, KeyedRequest request) {
        out.text(request.key().tenant()).text(request.key().text()).text(request.inputs());
    }

    private static Optional<KeyedRequest> request(ByteSource in) {
        return in.flag()
                ? Optional.of(new KeyedRequest(new IdempotencyKey(in.text(), in.text()), in.text()))
                : Optional.empty();
    }

    /** Before tag 6 no request had a key. */
    private static Optional<KeyedRequest> noRequest(ByteSource in) {
        return Optional.empty();
    }

    /** As tag 1 had them: a digest for each node. */
    private static Map<String, String> digests(ByteSource in) {
        Map<String, String> digests = new HashMap<>();
        for (int i = in.length(); i > 0; i--) {
            digests.put(in.text(), in.text());
        }
        return digests;
    }

    private static void cause(ByteSink out, Cause cause) {
        out.text(cause.kind()).optionalText(cause.trigger());
        out.flag(cause.slot().isPresent());
        cause.slot().ifPresent(slot -> slot(out, slot));
        PayloadCodec.write(out, cause.data());
    }

    private static Cause cause(ByteSource in) {
        return new Cause(
                in.text(),
                in.optionalText(),
                in.flag() ? Optional.of(slot(in)) : Optional.empty(),
                PayloadCodec.read(in));
    }

    private static void slot(ByteSink out, SlotKey slot) {
        workflow(out, slot.trigger().workflow());
        out.text(slot.trigger().name()).time(slot.fireTime());
    }

    private static SlotKey slot(ByteSource in) {
        return new SlotKey(new TriggerKey(workflow(in), in.text()), in.time());
    }

    private static void workflow(ByteSink out, WorkflowKey workflow) {
        out.text(workflow.namespace()).text(workflow.id());
    }

    private static WorkflowKey workflow(ByteSource in) {
        return new WorkflowKey(in.text(), in.text());
    }

    private static void ended(ByteSink out, RunEnded event) {
        out.text(event.status().name());
        PayloadCodec.write(out, event.outputs());
        out.optionalText(event.error());
        out.flag(event.took().isPresent());
        event.took().ifPresent(took -> out.count(took.toMillis()));
        out.time(event.at());
    }

    private static RunEnded ended(ByteSource in, Function<ByteSource, Optional<Duration>> took) {
        return new RunEnded(
                RunStatus.valueOf(in.text()), PayloadCodec.read(in), in.optionalText(), took.apply(in), in.time());
    }

    private static Optional<Duration> took(ByteSource in) {
        return in.flag() ? Optional.of(Duration.ofMillis(in.count())) : Optional.empty();
    }

    /** Before tag 7 no end had it. */
    private static Optional<Duration> notMeasured(ByteSource in) {
        return Optional.empty();
    }
}
