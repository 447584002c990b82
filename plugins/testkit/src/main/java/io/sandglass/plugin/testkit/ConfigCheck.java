package io.sandglass.plugin.testkit;

import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks a config against a node's type, all problems at once. The engine words them for workflows, with places and remedies;
 * here they are a test's failure.
 */
final class ConfigCheck {
    private ConfigCheck() {}

    static void check(NodeType type, Map<String, @Nullable Object> config) {
        List<String> problems = new ArrayList<>();
        type.config().forEach((field, definition) -> checkField(field, definition, config.get(field), problems));
        for (String field : config.keySet()) {
            if (!type.open() && !type.config().containsKey(field)) {
                problems.add("with." + field + " is no field of " + type.name() + "; it has "
                        + type.config().keySet());
            }
        }
        if (!problems.isEmpty()) {
            throw new AssertionError("the config does not fit the node's type: " + String.join("; ", problems));
        }
    }

    private static void checkField(
            String field, ConfigField definition, @Nullable Object value, List<String> problems) {
        if (value == null) {
            if (definition.required()) {
                problems.add("with." + field + " is required");
            }
        } else if (!fits(definition.type(), value)) {
            problems.add("with." + field + " must be " + definition.type() + ", but is " + value);
        }
    }

    /** Decided as the engine decides it. */
    static boolean fits(ConfigType type, Object value) {
        return Optional.ofNullable(Payload.of(value).value()).flatMap(type::fit).isPresent();
    }
}
