package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;
import io.sandglass.migration.SpecMigration;
import io.sandglass.migration.SpecVersion;
import java.util.Set;

/**
 * From the ScriptChain form to the Workflow form: templates have single braces, and what stood in single braces before
 * is kept as text by doubling them.
 */
public final class V1ToV2 implements SpecMigration {
    private static final Set<String> WITHOUT_TEMPLATES = Set.of("id", "type", "dependencies", "name", "description");

    @Override
    public SpecVersion from() {
        return SpecVersion.V1;
    }

    @Override
    public SpecVersion to() {
        return SpecVersion.V2;
    }

    @Override
    public ObjectNode up(ObjectNode older, ChangeLog log) {
        return workflow(older, SpecVersion.V2, log, V1ToV2::nodeUp);
    }

    @Override
    public ObjectNode down(ObjectNode newer, ChangeLog log) {
        return workflow(newer, SpecVersion.V1, log, V1ToV2::nodeDown);
    }

    private static ObjectNode workflow(ObjectNode from, SpecVersion to, ChangeLog log, Step step) {
        var draft = new Draft(from, "", "", log);
        Versions.state(draft, to);
        if (to == SpecVersion.V1) {
            draft.lose("version", "v1 has no versions of workflows");
        }
        draft.carry("name");
        draft.take("nodes").ifPresent(nodes -> draft.put("nodes", nodes(nodes, log, step), "nodes"));
        draft.rest().forEach(draft::carry);
        return draft.result();
    }

    private static JsonNode nodes(JsonNode nodes, ChangeLog log, Step step) {
        if (!nodes.isArray()) {
            return nodes;
        }
        var migrated = instance.arrayNode();
        for (var node : nodes) {
            var pointer = "/nodes/" + migrated.size();
            migrated.add(
                    node instanceof ObjectNode object ? step.node(new Draft(object, pointer, pointer, log)) : node);
        }
        return migrated;
    }

    private static ObjectNode nodeUp(Draft node) {
        for (var key : node.rest()) {
            node.move(
                    key,
                    key,
                    value -> WITHOUT_TEMPLATES.contains(key) ? value : up(value),
                    "templates of v2 have single braces");
        }
        return node.result();
    }

    private static ObjectNode nodeDown(Draft node) {
        SpecVersion.V2.nodeKeys().forEach(key -> node.lose(key, "v1 has no '" + key + "'"));
        for (var key : node.rest()) {
            if (WITHOUT_TEMPLATES.contains(key)) {
                node.carry(key);
                continue;
            }
            node.take(key).ifPresent(value -> {
                var after = down(value);
                node.put(key, after, key);
                if (!up(after).equals(value)) {
                    node.log()
                            .doubtful(node.oldPointer(key), value, after, "v1 takes braces in the text for templates");
                } else if (!after.equals(value)) {
                    node.log().changed(node.oldPointer(key), value, after, "templates of v1 have double braces");
                }
            });
        }
        return node.result();
    }

    private static JsonNode up(JsonNode value) {
        return Strings.map(value, text -> Braces.SINGLE.write(Braces.DOUBLE.parse(text)));
    }

    private static JsonNode down(JsonNode value) {
        return Strings.map(value, text -> Braces.DOUBLE.write(Braces.SINGLE.parse(text)));
    }

    private interface Step {
        ObjectNode node(Draft node);
    }
}
