package io.sandglass.plan;

import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges {@code with} blocks by the config fields of node types. Stateless; thread-safe. */
public final class ConfigCheck {
    private ConfigCheck() {}

    /**
     * Completes an evaluated block: defaults fill in what is left out or null, whole numbers become integers where
     * integers are wanted, and every type is checked.
     *
     * @param evaluatedWith an object
     * @throws InvalidConfig if a field is unknown, missing or of the wrong type
     */
    public static NodeConfig complete(NodeType type, Payload evaluatedWith) {
        List<Flaw> flaws = flaws(type, evaluatedWith, value -> false);
        if (!flaws.isEmpty()) {
            throw new InvalidConfig(type.name(), flaws);
        }
        Map<String, Payload> values = new LinkedHashMap<>();
        evaluatedWith.object().keySet().forEach(name -> values.put(name, evaluatedWith.field(name)));
        type.config()
                .forEach((name, field) ->
                        completion(field, evaluatedWith.field(name)).ifPresent(value -> values.put(name, value)));
        return NodeConfig.of(values);
    }

    /** What a field holds instead of what is given; empty if it stays. */
    private static Optional<Payload> completion(ConfigField field, Payload given) {
        return Optional.ofNullable(given.value())
                .map(value -> field.type().fit(value).map(Payload::of))
                .orElse(field.defaultValue());
    }

    /** What is wrong with a block as written; fields with expressions are known to be there, but not what they hold. */
    static List<Flaw> flaws(NodeType type, Payload with) {
        return flaws(type, with, ConfigCheck::dynamic);
    }

    private static List<Flaw> flaws(NodeType type, Payload with, Predicate<Object> dynamic) {
        Map<String, @Nullable Object> values = with.object();
        List<Flaw> flaws = new ArrayList<>();
        if (!type.open() && !values.isEmpty()) {
            values.keySet().stream()
                    .filter(name -> !type.config().containsKey(name))
                    .forEach(name -> flaws.add(unknown(type, name)));
        }
        type.config()
                .forEach((name, field) -> judge(name, field, Optional.ofNullable(values.get(name)), dynamic)
                        .ifPresent(flaws::add));
        return flaws;
    }

    /**
     * One thing wrong.
     *
     * @param missing whether the field is not there at all
     */
    record Flaw(String field, boolean missing, String code, String reason, String remedy) {}

    private static Flaw unknown(NodeType type, String name) {
        String known = type.config().isEmpty()
                ? "leave it out"
                : "use one of " + String.join(", ", type.config().keySet());
        return new Flaw(
                name,
                false,
                "UNKNOWN_KEY",
                "node type '" + type.name() + "' has no config field '" + Words.shown(name) + "'",
                Suggestion.orElse(name, type.config().keySet(), known));
    }

    private static Optional<Flaw> judge(
            String name, ConfigField field, Optional<Object> value, Predicate<Object> dynamic) {
        String wanted = name(field.type());
        if (value.isEmpty()) {
            String reason = "the config field '" + name + "' is missing";
            return field.required() && field.defaultValue().isEmpty()
                    ? Optional.of(new Flaw(name, true, "MISSING_KEY", reason, "add it under with; it is " + wanted))
                    : Optional.empty();
        }
        return value.filter(given -> !dynamic.test(given))
                .filter(given -> field.type().fit(given).isEmpty())
                .map(given -> new Flaw(name, false, "WRONG_TYPE", "it must be " + wanted, "write " + wanted));
    }

    private static boolean dynamic(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().anyMatch(ConfigCheck::dynamic);
        }
        if (value instanceof List<?> list) {
            return list.stream().anyMatch(ConfigCheck::dynamic);
        }
        return value instanceof String text && text.contains("{{");
    }

    private static String name(ConfigType type) {
        return switch (type) {
            case STRING -> "a text";
            case INTEGER -> "a whole number";
            case BOOLEAN -> "true or false";
            case DURATION -> "a duration such as PT30S";
            case OBJECT -> "an object";
            case ANY -> "a value";
            default -> "a " + type.name().toLowerCase(Locale.ROOT);
        };
    }
}
