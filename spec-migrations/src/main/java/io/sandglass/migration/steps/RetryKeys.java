package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/** The {@code retry_policy} of v2 and the {@code retry} of v3. */
final class RetryKeys {
    private static final String UP = "retries are spelt as in v3";
    private static final String DOWN = "retries are spelt as in v2";

    private RetryKeys() {}

    static void up(Draft node) {
        node.take("retry_policy").ifPresent(policy -> {
            node.put("retry", policy, "retry_policy");
            if (policy instanceof ObjectNode object) {
                node.result().set("retry", newer(node.child(object, "retry_policy", "retry")));
            }
        });
    }

    static void down(Draft node) {
        var retry = node.take("retry");
        if (retry.isPresent() && !retry.get().isObject()) {
            node.lose("retry", "it is no object");
        } else if (retry.isPresent()) {
            node.put("retry_policy", retry.get(), "retry");
            node.result().set("retry_policy", older(node.child((ObjectNode) retry.get(), "retry", "retry_policy")));
        }
    }

    private static ObjectNode newer(Draft retry) {
        retry.move("max_attempts", "maxAttempts", value -> value, UP);
        retry.move("backoff_strategy", "strategy", value -> value, UP);
        retry.move("backoff_seconds", "delay", Seconds::up, UP);
        retry.move("backoff_factor", "factor", value -> value, UP);
        retry.move("max_backoff_seconds", "maxDelay", Seconds::up, UP);
        retry.move("jitter", "jitter", RetryKeys::jitterUp, UP);
        retry.rest().forEach(retry::carry);
        return retry.result();
    }

    private static ObjectNode older(Draft policy) {
        convert(policy, "maxAttempts", "max_attempts", Optional::of);
        convert(policy, "strategy", "backoff_strategy", Optional::of);
        convert(policy, "delay", "backoff_seconds", Seconds::down);
        convert(policy, "factor", "backoff_factor", Optional::of);
        convert(policy, "maxDelay", "max_backoff_seconds", Seconds::down);
        convert(policy, "jitter", "jitter", RetryKeys::jitterDown);
        policy.rest().forEach(key -> policy.lose(key, "v2 has no such setting of retries"));
        return policy.result();
    }

    private static void convert(
            Draft draft, String oldKey, String newKey, Function<JsonNode, Optional<JsonNode>> conversion) {
        var converted = conversion.apply(draft.old(oldKey));
        if (converted.isPresent()) {
            draft.move(oldKey, newKey, value -> converted.get(), DOWN);
        } else {
            draft.lose(oldKey, "v2 cannot express this value");
        }
    }

    private static JsonNode jitterUp(JsonNode value) {
        return value.isBoolean() ? instance.textNode(value.booleanValue() ? "full" : "none") : value;
    }

    private static Optional<JsonNode> jitterDown(JsonNode value) {
        return switch (value.asText()) {
            case "full" -> Optional.of(instance.booleanNode(true));
            case "none" -> Optional.of(instance.booleanNode(false));
            default -> Optional.empty();
        };
    }
}
