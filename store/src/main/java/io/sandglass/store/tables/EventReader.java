package io.sandglass.store.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the events that version 1 of the schema kept, as JSON. Nothing is written like this any more. Fields it does not
 * know are passed over.
 */
final class EventReader {
    /** What was let in is let out: the caps on size stand where events are made. */
    static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build());

    private EventReader() {}

    /** @throws IllegalStateException if the row is none that this program writes */
    static RunEvent read(String type, String data) {
        JsonNode node = parse(type, data);
        return switch (type) {
            case EventTypes.RUN_STARTED -> started(node);
            case EventTypes.ATTEMPT_STARTED -> new RunEvent.AttemptStarted(id(node), attempt(node), at(node));
            case EventTypes.NODE_SUCCEEDED ->
                new RunEvent.NodeSucceeded(
                        id(node), attempt(node), PayloadJson.read(node.path("output")), usage(node), at(node));
            case EventTypes.ATTEMPT_FAILED ->
                new RunEvent.AttemptFailed(
                        id(node), attempt(node), failure(node), time(node, "retryAt"), usage(node), at(node));
            case EventTypes.NODE_SUSPENDED -> suspended(node);
            case EventTypes.NODE_SKIPPED -> new RunEvent.NodeSkipped(id(node), text(node, "reason"), at(node));
            case EventTypes.NODE_CANCELLED -> new RunEvent.NodeCancelled(id(node), text(node, "reason"), at(node));
            case EventTypes.CANCEL_REQUESTED -> new RunEvent.CancelRequested(text(node, "reason"), at(node));
            case EventTypes.RUN_ENDED -> ended(node);
            default ->
                throw new IllegalStateException(
                        "the history holds an event of type '" + type + "', which a newer program must have written");
        };
    }

    private static RunEvent started(JsonNode node) {
        Map<String, String> digests = new HashMap<>();
        node.path("digests")
                .properties()
                .forEach(
                        digest -> digests.put(digest.getKey(), digest.getValue().asText()));
        return new RunEvent.RunStarted(
                workflow(node),
                node.path("revision").intValue(),
                PayloadJson.read(node.path("inputs")),
                cause(node.path("cause")),
                digests,
                at(node));
    }

    private static Cause cause(JsonNode node) {
        return new Cause(
                text(node, "kind"),
                optional(node, "trigger"),
                node.has("slot") ? Optional.of(slot(node.path("slot"))) : Optional.empty(),
                PayloadJson.read(node.path("data")));
    }

    private static SlotKey slot(JsonNode node) {
        TriggerKey trigger = new TriggerKey(workflow(node), text(node, "trigger"));
        return new SlotKey(trigger, Instant.parse(text(node, "fireTime")));
    }

    private static WorkflowKey workflow(JsonNode node) {
        return new WorkflowKey(text(node, "namespace"), text(node, "workflow"));
    }

    private static NodeFailure failure(JsonNode node) {
        JsonNode failure = node.path("failure");
        return new NodeFailure(
                FailureKind.valueOf(text(failure, "kind")),
                text(failure, "code"),
                text(failure, "message"),
                failure.path("retryable").booleanValue());
    }

    private static RunEvent suspended(JsonNode node) {
        return new RunEvent.NodeSuspended(
                id(node),
                attempt(node),
                Instant.parse(text(node, "wakeAt")),
                PayloadJson.read(node.path("output")),
                at(node));
    }

    private static RunEvent ended(JsonNode node) {
        return new RunEvent.RunEnded(
                RunStatus.valueOf(text(node, "status")),
                PayloadJson.read(node.path("outputs")),
                optional(node, "error"),
                at(node));
    }

    private static Usage usage(JsonNode node) {
        JsonNode usage = node.path("usage");
        return new Usage(
                usage.path("fuelUnits").longValue(),
                usage.path("cpuNanos").longValue(),
                usage.path("peakMemoryBytes").longValue(),
                usage.path("stdoutBytes").longValue(),
                usage.path("stderrBytes").longValue());
    }

    private static String id(JsonNode node) {
        return text(node, "node");
    }

    private static int attempt(JsonNode node) {
        return node.path("attempt").intValue();
    }

    private static Instant at(JsonNode node) {
        return Instant.parse(text(node, "at"));
    }

    private static Optional<Instant> time(JsonNode node, String field) {
        return optional(node, field).map(Instant::parse);
    }

    private static Optional<String> optional(JsonNode node, String field) {
        return Optional.ofNullable(node.path(field).textValue());
    }

    private static String text(JsonNode node, String field) {
        return optional(node, field)
                .orElseThrow(() -> new IllegalStateException("an event in the history lacks its field " + field));
    }

    private static JsonNode parse(String type, String data) {
        try {
            return JSON.readTree(data);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an event of type '" + type + "' in the history is no JSON", e);
        }
    }
}
