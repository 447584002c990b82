package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;

/** Nodes of v3, a map or a list with ids, as lists of nodes of v2. One thread, one document. */
final class NodesDown {
    private final ChangeLog log;
    private final InputsDown inputs;

    NodesDown(ChangeLog log, InputsDown inputs) {
        this.log = log;
        this.inputs = inputs;
    }

    InputsDown inputs() {
        return inputs;
    }

    /** @param names what names mean around the nodes */
    ArrayNode nodes(JsonNode nodes, String oldPointer, String newPointer, Names names) {
        var list = instance.arrayNode();
        if (nodes.isObject()) {
            nodes.properties().forEach(field -> {
                var pointer = oldPointer + "/" + Draft.escaped(field.getKey());
                add(list, field.getKey(), field.getValue(), new Pointers(pointer, newPointer), names);
            });
        } else {
            var index = 0;
            for (var item : nodes) {
                var pointers = new Pointers(oldPointer + "/" + index++, newPointer);
                add(list, item.path("id").asText(), item, pointers, names);
            }
        }
        return list;
    }

    private void add(ArrayNode list, String id, JsonNode value, Pointers pointers, Names names) {
        if (!(value instanceof ObjectNode node)) {
            log.refused(pointers.old, "NOT_AN_OBJECT", "a node is an object with keys", "write 'type: ...' in it");
            return;
        }
        var draft = new Draft(node, pointers.old, pointers.list + "/" + list.size(), log);
        log.moved(draft.newPointer(), pointers.old);
        draft.result().put("id", id);
        list.add(new NodeDown(draft, names, this).node());
    }

    private record Pointers(String old, String list) {}
}
