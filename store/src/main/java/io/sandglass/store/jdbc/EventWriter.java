package io.sandglass.store.jdbc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Cause;
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
import io.sandglass.run.SlotKey;
import java.util.Map;

/** Turns events into rows. {@link EventReader} turns them back. */
final class EventWriter {
    private EventWriter() {}

    static EventRow write(RunEvent event) {
        if (event instanceof RunEvent.NodeEvent node) {
            return node(node);
        }
        if (event instanceof RunStarted started) {
            return row(EventTypes.RUN_STARTED, started(started));
        }
        if (event instanceof RunQueued queued) {
            return row(EventTypes.RUN_QUEUED, fields(queued).put("key", queued.key()));
        }
        if (event instanceof RunAdmitted admitted) {
            return row(EventTypes.RUN_ADMITTED, fields(admitted).put("key", admitted.key()));
        }
        if (event instanceof RunEnded ended) {
            return row(EventTypes.RUN_ENDED, ended(ended));
        }
        if (event instanceof RunEvent.SteeringEvent steering) {
            return steering(steering);
        }
        throw new AssertionError(event);
    }

    private static EventRow steering(RunEvent.SteeringEvent event) {
        ObjectNode fields = SteeringJson.asked(fields(event), event.asked());
        if (event instanceof CancelRequested request) {
            return row(EventTypes.CANCEL_REQUESTED, fields.put("kill", request.kill()));
        }
        if (event instanceof RunPaused) {
            return row(EventTypes.RUN_PAUSED, fields);
        }
        if (event instanceof RunResumed) {
            return row(EventTypes.RUN_RESUMED, fields);
        }
        if (event instanceof RunReopened reopened) {
            return row(EventTypes.RUN_REOPENED, SteeringJson.reopened(fields, reopened));
        }
        if (event instanceof SignalReceived signal) {
            return row(EventTypes.SIGNAL_RECEIVED, SteeringJson.signal(fields, signal));
        }
        if (event instanceof PriorityChanged changed) {
            return row(EventTypes.PRIORITY_CHANGED, fields.put("priority", changed.priority()));
        }
        throw new AssertionError(event);
    }

    private static EventRow node(RunEvent.NodeEvent event) {
        if (event instanceof AttemptStarted started) {
            return row(EventTypes.ATTEMPT_STARTED, started.attempt(), fields(started));
        }
        if (event instanceof NodeSucceeded succeeded) {
            return row(EventTypes.NODE_SUCCEEDED, succeeded.attempt(), succeeded(succeeded));
        }
        if (event instanceof AttemptFailed failed) {
            return row(EventTypes.ATTEMPT_FAILED, failed.attempt(), failed(failed));
        }
        if (event instanceof NodeSuspended suspended) {
            return row(EventTypes.NODE_SUSPENDED, suspended.attempt(), suspended(suspended));
        }
        if (event instanceof NodeAwaits awaits) {
            return row(EventTypes.NODE_AWAITS, awaits.attempt(), SteeringJson.awaits(fields(awaits), awaits));
        }
        if (event instanceof NodeForced forced) {
            return row(EventTypes.NODE_FORCED, SteeringJson.forced(fields(forced), forced));
        }
        if (event instanceof NodeSkipped skipped) {
            return row(EventTypes.NODE_SKIPPED, fields(skipped).put("reason", skipped.reason()));
        }
        if (event instanceof NodeCancelled cancelled) {
            return row(EventTypes.NODE_CANCELLED, fields(cancelled).put("reason", cancelled.reason()));
        }
        throw new AssertionError(event);
    }

    private static ObjectNode started(RunStarted event) {
        ObjectNode node = fields(event);
        node.put("namespace", event.workflow().namespace());
        node.put("workflow", event.workflow().id());
        node.put("revision", event.revision());
        node.set("inputs", PayloadJson.write(event.inputs()));
        node.set("cause", cause(event.cause()));
        ObjectNode digests = node.putObject("digests");
        for (Map.Entry<String, String> digest : event.digests().entrySet()) {
            digests.put(digest.getKey(), digest.getValue());
        }
        return node;
    }

    private static ObjectNode cause(Cause cause) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("kind", cause.kind());
        cause.trigger().ifPresent(trigger -> node.put("trigger", trigger));
        cause.slot().ifPresent(slot -> node.set("slot", slot(slot)));
        node.set("data", PayloadJson.write(cause.data()));
        return node;
    }

    private static ObjectNode slot(SlotKey slot) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("namespace", slot.trigger().workflow().namespace())
                .put("workflow", slot.trigger().workflow().id())
                .put("trigger", slot.trigger().name())
                .put("fireTime", slot.fireTime().toString());
    }

    private static ObjectNode succeeded(NodeSucceeded event) {
        ObjectNode node = fields(event);
        node.set("output", PayloadJson.write(event.output()));
        node.set("usage", usage(event.usage()));
        return node;
    }

    private static ObjectNode failed(AttemptFailed event) {
        ObjectNode node = fields(event);
        node.set("failure", failure(event.failure()));
        event.retryAt().ifPresent(retryAt -> node.put("retryAt", retryAt.toString()));
        node.set("usage", usage(event.usage()));
        return node;
    }

    static ObjectNode failure(NodeFailure failure) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("kind", failure.kind().name())
                .put("code", failure.code())
                .put("message", failure.message())
                .put("retryable", failure.retryable());
    }

    private static ObjectNode suspended(NodeSuspended event) {
        ObjectNode node = fields(event).put("wakeAt", event.wakeAt().toString());
        node.set("output", PayloadJson.write(event.output()));
        return node;
    }

    private static ObjectNode ended(RunEnded event) {
        ObjectNode node = fields(event).put("status", event.status().name());
        node.set("outputs", PayloadJson.write(event.outputs()));
        event.error().ifPresent(error -> node.put("error", error));
        return node;
    }

    private static ObjectNode usage(Usage usage) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("fuelUnits", usage.fuelUnits())
                .put("cpuNanos", usage.cpuNanos())
                .put("peakMemoryBytes", usage.peakMemoryBytes())
                .put("stdoutBytes", usage.stdoutBytes())
                .put("stderrBytes", usage.stderrBytes());
    }

    private static ObjectNode fields(RunEvent event) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (event instanceof RunEvent.NodeEvent about) {
            node.put("node", about.node());
        }
        return node.put("at", event.at().toString());
    }

    private static EventRow row(String type, int attempt, ObjectNode fields) {
        return new EventRow(type, fields.path("node").textValue(), attempt, text(fields.put("attempt", attempt)));
    }

    private static EventRow row(String type, ObjectNode fields) {
        return new EventRow(type, fields.path("node").textValue(), null, text(fields));
    }

    private static String text(ObjectNode fields) {
        try {
            return EventReader.JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event does not turn into JSON", e);
        }
    }
}
