package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.engine.explain.Inexplicable;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.Verb;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Steers and explains runs in the words of the control door, for a service and for a command on its own. Thread-safe.
 *
 * <p>{@code steer} takes {run, operation, by, reason} and, as the operation needs them, {node, status, output, name,
 * data, from, priority}; it gives {run, nodes}, or {refused, message, state, possible}. {@code explain} takes {run}, with
 * {node} for one node or {all} for each of a run with many; see {@link ExplanationWords} for what it gives.
 */
public final class Steer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WorkflowEngine engine;

    public Steer(WorkflowEngine engine) {
        this.engine = requireNonNull(engine, "engine");
    }

    /** @throws IllegalArgumentException if the request makes no sense; the message says why */
    public Map<String, ?> steer(JsonNode request) {
        Asked asked =
                new Asked(request.path("by").asText(""), request.path("reason").asText(""));
        return answer(engine.steer(run(request), operation(request), asked));
    }

    /** @throws IllegalArgumentException if there is no such run or node, or it is no longer what it was; the message says how */
    public Map<String, ?> explain(JsonNode request) {
        RunId run = run(request);
        try {
            return engine.explain(run)
                    .map(explanation -> words(explanation, request))
                    .orElseThrow(() -> new IllegalArgumentException("there is no run " + run));
        } catch (Inexplicable e) {
            throw new IllegalArgumentException(
                    e.getMessage() + "; sandglass runs show " + run + " shows its outcome", e);
        }
    }

    private static Map<String, @Nullable Object> words(RunExplanation explanation, JsonNode request) {
        if (request.hasNonNull("node")) {
            return ExplanationWords.of(explanation, text(request, "node"));
        }
        return request.path("all").asBoolean()
                ? ExplanationWords.whole(explanation)
                : ExplanationWords.summary(explanation);
    }

    private static Operation operation(JsonNode request) {
        Verb verb = verb(text(request, "operation"));
        return switch (verb) {
            case PAUSE -> new Operation.Pause();
            case RESUME -> new Operation.Resume();
            case CANCEL, KILL -> new Operation.Cancel(verb == Verb.KILL);
            case RETRY -> new Operation.Retry();
            case RERUN ->
                new Operation.Rerun(Optional.ofNullable(request.path("from").textValue()));
            case SKIP -> new Operation.Force(text(request, "node"), NodeStatus.SKIPPED, Payload.EMPTY);
            case FORCE -> new Operation.Force(text(request, "node"), status(request), payload(request, "output"));
            case SIGNAL -> new Operation.Signal(text(request, "name"), object(request, "data"));
            case APPROVE, REJECT ->
                new Operation.Decide(text(request, "node"), verb == Verb.APPROVE, object(request, "data"));
            case PRIORITY -> new Operation.Prioritise(request.path("priority").asInt(-1));
        };
    }

    private static Verb verb(String word) {
        return Arrays.stream(Verb.values())
                .filter(verb -> verb.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no operation '" + word + "'"));
    }

    private static NodeStatus status(JsonNode request) {
        String word = text(request, "status");
        return List.of(NodeStatus.SUCCEEDED, NodeStatus.FAILED, NodeStatus.SKIPPED).stream()
                .filter(status -> status.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "a node is forced to succeeded, failed or skipped, but not to '" + word + "'"));
    }

    private static Payload payload(JsonNode request, String field) {
        return request.hasNonNull(field)
                ? Payload.of(JSON.convertValue(request.path(field), Object.class))
                : Payload.EMPTY;
    }

    private static Payload object(JsonNode request, String field) {
        if (request.hasNonNull(field) && !request.path(field).isObject()) {
            throw new IllegalArgumentException(field + " must be a JSON object, as in {\"amount\": 12}");
        }
        return payload(request, field);
    }

    private static RunId run(JsonNode request) {
        return RunId.parse(text(request, "run"));
    }

    private static String text(JsonNode request, String field) {
        return Optional.ofNullable(request.path(field).textValue())
                .orElseThrow(() -> new IllegalArgumentException("the request has no text '" + field + "'"));
    }

    private static Map<String, ?> answer(SteeringResult steered) {
        if (steered instanceof SteeringResult.Done done) {
            return Map.of("run", done.run().toString(), "nodes", done.nodes());
        }
        SteeringResult.Refused refused = (SteeringResult.Refused) steered;
        return Map.of(
                "refused", refused.code().name(),
                "message", refused.message(),
                "state", refused.phase().map(RunPhase::name).orElse(""),
                "possible", words(refused.possible()));
    }

    private static List<String> words(List<Verb> verbs) {
        return verbs.stream().map(Verb::word).toList();
    }
}
