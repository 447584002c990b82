package io.sandglass.store.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.NodeAwaits;
import io.sandglass.run.RunEvent.NodeForced;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunEvent.SignalReceived;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The fields of the events that come from outside a run. */
final class SteeringJson {
    private SteeringJson() {}

    static ObjectNode asked(ObjectNode node, Asked asked) {
        return node.put("by", asked.by()).put("reason", asked.why());
    }

    static Asked asked(JsonNode node) {
        return new Asked(node.path("by").asText(""), node.path("reason").asText(""));
    }

    static ObjectNode forced(ObjectNode node, NodeForced event) {
        node.put("status", event.status().name()).set("output", PayloadJson.write(event.output()));
        return asked(node, event.asked());
    }

    static NodeForced forced(JsonNode node, Instant at) {
        return new NodeForced(
                node.path("node").asText(),
                NodeStatus.valueOf(node.path("status").asText()),
                PayloadJson.read(node.path("output")),
                asked(node),
                at);
    }

    static ObjectNode signal(ObjectNode node, SignalReceived event) {
        event.node().ifPresent(id -> node.put("node", id));
        node.put("name", event.name()).set("data", PayloadJson.write(event.data()));
        return asked(node, event.asked());
    }

    static SignalReceived signal(JsonNode node, Instant at) {
        return new SignalReceived(
                Optional.ofNullable(node.path("node").textValue()),
                node.path("name").asText(),
                PayloadJson.read(node.path("data")),
                asked(node),
                at);
    }

    static ObjectNode reopened(ObjectNode node, RunReopened event) {
        ArrayNode nodes = node.putArray("nodes");
        event.nodes().forEach(nodes::add);
        return asked(node, event.asked());
    }

    static RunReopened reopened(JsonNode node, Instant at) {
        List<String> nodes = new ArrayList<>();
        node.path("nodes").forEach(id -> nodes.add(id.asText()));
        return new RunReopened(nodes, asked(node), at);
    }

    static ObjectNode awaits(ObjectNode node, NodeAwaits event) {
        Expectation expectation = event.expectation();
        node.put("kind", expectation.kind().name())
                .put("about", expectation.about())
                .put("rejectionFails", expectation.rejectionFails());
        expectation.deadline().ifPresent(deadline -> node.set("deadline", deadline(deadline)));
        return node;
    }

    static NodeAwaits awaits(JsonNode node, Instant at) {
        Expectation expectation = new Expectation(
                Expectation.Kind.valueOf(node.path("kind").asText()),
                node.path("about").asText(),
                Optional.ofNullable(node.get("deadline")).map(SteeringJson::deadline),
                node.path("rejectionFails").asBoolean());
        return new NodeAwaits(node.path("node").asText(), node.path("attempt").asInt(), expectation, at);
    }

    private static ObjectNode deadline(Expectation.Deadline deadline) {
        ObjectNode node =
                JsonNodeFactory.instance.objectNode().put("at", deadline.at().toString());
        if (deadline.then() instanceof NodeResult.Failed failed) {
            node.set("failure", EventWriter.failure(failed.failure()));
        } else if (deadline.then() instanceof NodeResult.Completed completed) {
            node.set("output", PayloadJson.write(completed.output()));
        }
        return node;
    }

    private static Expectation.Deadline deadline(JsonNode node) {
        NodeResult then = node.has("failure")
                ? NodeResult.failed(EventReader.failure(node.path("failure")))
                : new NodeResult.Completed(output(node), Usage.NONE);
        return new Expectation.Deadline(Instant.parse(node.path("at").asText()), then);
    }

    private static Payload output(JsonNode node) {
        return PayloadJson.read(node.path("output"));
    }
}
