package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;
import java.util.HashSet;
import java.util.Set;

/**
 * The declared inputs of a workflow of v3, on the way to a form where only the types of those that a node reads can be
 * said, at the node. One thread, one document.
 */
final class InputsDown {
    private final JsonNode declarations;
    private final ChangeLog log;
    private final Set<String> said = new HashSet<>();

    InputsDown(JsonNode declarations, ChangeLog log) {
        this.declarations = declarations;
        this.log = log;
    }

    /** The {@code input_schema} of a node that reads some inputs; empty if no type is known. */
    ObjectNode schema(Set<String> used) {
        var schema = instance.objectNode();
        for (var name : used) {
            said.add(name);
            TypeWords.down(type(declarations.path(name))).ifPresent(type -> schema.put(name, type));
        }
        return schema;
    }

    /** Call when all nodes are done. */
    void reportLosses() {
        declarations.properties().forEach(field -> {
            var pointer = "/inputs/" + Draft.escaped(field.getKey());
            if (!said.contains(field.getKey())) {
                log.lost(pointer, field.getValue(), "v2 knows inputs only where a node reads them");
            } else if (field.getValue() instanceof ObjectNode declaration) {
                declaration.properties().forEach(part -> part(pointer, part.getKey(), part.getValue()));
            } else {
                part(pointer, "type", field.getValue());
            }
        });
    }

    private void part(String pointer, String key, JsonNode value) {
        var sayable = switch (key) {
            case "type" ->
                value.asText().equals(TypeWords.ANY)
                        || TypeWords.down(value.asText()).isPresent();
            case "required" -> value.asBoolean();
            default -> false;
        };
        if (!sayable) {
            log.lost(pointer + "/" + Draft.escaped(key), value, "v2 cannot say this of an input");
        }
    }

    /** An input is declared by an object, or by its type alone. */
    private static String type(JsonNode declaration) {
        return declaration.isObject() ? declaration.path("type").asText() : declaration.asText();
    }
}
