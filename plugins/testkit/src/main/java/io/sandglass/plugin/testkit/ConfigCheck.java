package io.sandglass.plugin.testkit;

import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.NodeType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks a config against a node's type, all problems at once. */
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

    static boolean fits(ConfigType type, Object value) {
        return switch (type) {
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Number number && isWhole(number);
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case DURATION -> value instanceof String text && isDuration(text);
            case LIST -> value instanceof List;
            case OBJECT -> value instanceof Map;
            case ANY -> true;
        };
    }

    private static boolean isWhole(Number number) {
        if (number instanceof BigInteger big) {
            return big.bitLength() < Long.SIZE;
        }
        return !(number instanceof Double || number instanceof Float || number instanceof BigDecimal);
    }

    private static boolean isDuration(String text) {
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeParseException malformed) {
            return false;
        }
    }
}
