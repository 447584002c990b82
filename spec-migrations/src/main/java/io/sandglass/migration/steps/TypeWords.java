package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of types: Python's in the older forms, JSON's since v3. */
final class TypeWords {
    static final String ANY = "any";

    private static final Map<String, String> UP = Map.of(
            "str", "string",
            "int", "integer",
            "float", "number",
            "bool", "boolean",
            "list", "array",
            "dict", "object");
    private static final Map<String, String> DOWN =
            UP.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    private static final Set<String> JSON_TYPES = DOWN.keySet();

    private TypeWords() {}

    /** The type of an entry of an {@code input_schema}; {@code any} for one that is not known. */
    static String up(JsonNode entry) {
        var word = entry.isObject() ? entry.path("type").asText() : entry.asText();
        return JSON_TYPES.contains(word) ? word : UP.getOrDefault(word, ANY);
    }

    /** Empty for a type that the older forms do not have. */
    static Optional<String> down(String type) {
        return Optional.ofNullable(DOWN.get(type));
    }
}
