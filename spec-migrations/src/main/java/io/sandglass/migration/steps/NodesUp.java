package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;

/** Lists of nodes of v2 as maps of nodes of v3, those inside loops included. One thread, one document. */
final class NodesUp {
    private final ChangeLog log;
    private final Inputs inputs;

    NodesUp(ChangeLog log, Inputs inputs) {
        this.log = log;
        this.inputs = inputs;
    }

    Inputs inputs() {
        return inputs;
    }

    /** @param names what names mean around the list */
    ObjectNode nodes(JsonNode list, String oldPointer, String newPointer, Names names) {
        var nodes = instance.objectNode();
        var index = 0;
        for (var item : list) {
            var pointer = oldPointer + "/" + index++;
            var id = item.path("id").asText();
            if (!(item instanceof ObjectNode node)
                    || id.isEmpty()
                    || item.path("id").isContainerNode()) {
                log.refused(pointer, "NODE_WITHOUT_ID", "the node has no 'id'", "give it one");
            } else if (nodes.has(id)) {
                var reason = "there is a node '" + shortened(id) + "' already";
                log.refused(pointer + "/id", "DUPLICATE_NODE", reason, "rename one of them");
            } else {
                var draft = new Draft(node, pointer, newPointer + "/" + Draft.escaped(id), log);
                log.moved(draft.newPointer(), pointer);
                nodes.set(id, new NodeUp(draft, names, this).node());
            }
        }
        return nodes;
    }

    private static String shortened(String id) {
        return id.length() <= 60 ? id : id.substring(0, 60) + "...";
    }
}
