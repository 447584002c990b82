package io.sandglass.plugin.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An object of a sidecar that takes known fields of known types only. Collects all problems instead of throwing at the
 * first. Used by one thread.
 */
final class StrictObject {
    private static final int LONGEST_SHOWN = 80;

    private final JsonNode node;
    private final String path;
    private final List<String> problems;

    StrictObject(JsonNode node, String path, List<String> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
    }

    /** Complains about every other field. */
    StrictObject allowing(String... fields) {
        Set<String> known = new LinkedHashSet<>(List.of(fields));
        for (String field : fields()) {
            if (!known.contains(field)) {
                problems.add(path + field + " is no field" + Closest.hint(field, known));
            }
        }
        return this;
    }

    List<String> fields() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    Optional<JsonNode> any(String field) {
        return Optional.ofNullable(node.get(field)).filter(value -> !value.isNull());
    }

    Optional<String> text(String field) {
        return read(field, "a text", value -> value.isTextual() ? Optional.of(value.textValue()) : Optional.empty());
    }

    Optional<Boolean> bool(String field) {
        return read(
                field,
                "true or false",
                value -> value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty());
    }

    Optional<StrictObject> object(String field) {
        return read(
                field,
                "an object",
                value -> value.isObject()
                        ? Optional.of(new StrictObject(value, path + field + ".", problems))
                        : Optional.empty());
    }

    /**
     * The field as something else.
     *
     * @param what it must be, for the complaint if {@code reading} gives nothing
     */
    <T> Optional<T> read(String field, String what, Function<JsonNode, Optional<T>> reading) {
        Optional<JsonNode> value = any(field);
        Optional<T> read = value.flatMap(reading);
        if (value.isPresent() && read.isEmpty()) {
            problems.add(path + field + " must be " + what + ", but is " + shown(value.get()));
        }
        return read;
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }
}
