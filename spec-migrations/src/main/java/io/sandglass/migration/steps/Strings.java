package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Words about the strings in JSON values; values are as deep as a document may be. */
final class Strings {
    private Strings() {}

    /** A copy in which each string is mapped. */
    static JsonNode map(JsonNode value, UnaryOperator<String> mapping) {
        if (value.isTextual()) {
            return instance.textNode(mapping.apply(value.textValue()));
        }
        if (value.isArray()) {
            var copy = instance.arrayNode();
            value.forEach(item -> copy.add(map(item, mapping)));
            return copy;
        }
        if (value.isObject()) {
            var copy = instance.objectNode();
            value.properties().forEach(field -> copy.set(field.getKey(), map(field.getValue(), mapping)));
            return copy;
        }
        return value;
    }

    /** The strings of a list, or a string alone; what else is in it is left out. */
    static List<String> list(JsonNode value) {
        if (value.isTextual()) {
            return List.of(value.textValue());
        }
        var strings = new ArrayList<String>();
        value.forEach(item -> {
            if (item.isTextual()) {
                strings.add(item.textValue());
            }
        });
        return strings;
    }
}
