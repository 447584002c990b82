package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** One node of v2 as a node of v3. */
final class NodeUp {
    private static final String RENAMED = "the key is called so in v3";
    private static final String SETTINGS = "settings of the node type stand under 'with', templates are JSONata";

    private final Draft draft;
    private final NodesUp nodes;
    private final Names names;
    private final TemplatesUp templates;

    NodeUp(Draft draft, Names outside, NodesUp nodes) {
        this.draft = draft;
        this.nodes = nodes;
        this.names = outside.withDependencies(new HashSet<>(Strings.list(draft.old("dependencies"))));
        this.templates = new TemplatesUp(names, nodes.inputs());
    }

    ObjectNode node() {
        draft.take("id");
        var type = draft.old("type").asText();
        draft.move("type", "type", NodeUp::type, RENAMED);
        for (var key : List.of("needs", "with")) {
            draft.take(key)
                    .ifPresent(value -> draft.refuse(
                            key, "key '" + key + "' is of v3", "state the version as 'apiVersion: sandglass/v3'"));
        }
        common();
        switch (type) {
            case "tool" -> tool();
            case "loop" -> loop();
            case "condition" -> condition();
            case "llm" -> settings(true);
            default -> settings(false);
        }
        return draft.result();
    }

    private void common() {
        var dependencies = draft.old("dependencies");
        if (dependencies.isArray() && dependencies.isEmpty()) {
            draft.take("dependencies");
        } else {
            draft.move("dependencies", "needs", value -> value, RENAMED);
        }
        draft.carry("description");
        if (draft.result().has("description")) {
            draft.lose("name", "nodes of v3 have an id and a description, but no name");
        }
        draft.move("name", "description", value -> value, RENAMED);
        draft.move("timeout_seconds", "timeout", Seconds::up, "durations are ISO-8601");
        RetryKeys.up(draft);
        new SchemasUp(draft, names, nodes.inputs()).read();
    }

    private void tool() {
        draft.move("tool_name", "plugin", value -> value, RENAMED);
        draft.move("tool_args", "with", value -> rewritten(value, "tool_args"), SETTINGS);
        draft.rest().forEach(draft::carry);
    }

    private void condition() {
        var why = "conditions are JSONata";
        draft.take("expression").ifPresent(value -> {
            var condition = ConditionUp.translate(value.asText(), templates, draft.oldPointer("expression"));
            var after = instance.textNode(condition.orElse(value.asText()));
            draft.put("if", after, "expression");
            if (condition.isPresent()) {
                draft.log().changed(draft.oldPointer("expression"), value, after, why);
            } else {
                draft.log()
                        .doubtful(draft.oldPointer("expression"), value, after, why + "; translate this one by hand");
            }
        });
        draft.move("true_path", "then", NodeUp::listed, RENAMED);
        draft.move("false_path", "else", NodeUp::listed, RENAMED);
        draft.rest().forEach(draft::carry);
    }

    private void loop() {
        draft.move("items_source", "items", this::items, "items are an expression");
        var variable = draft.old("item_var").asText("item");
        draft.move("item_var", "as", value -> value, RENAMED);
        if (!draft.result().has("as")) {
            draft.add("as", instance.textNode(variable), "the default of v2 is stated");
        }
        draft.take("body").ifPresent(body -> {
            draft.put("nodes", body, "body");
            if (body.isArray()) {
                var inside = names.withVariable(variable);
                var inner = nodes.nodes(body, draft.oldPointer("body"), draft.newPointer("nodes"), inside);
                draft.result().set("nodes", inner);
            }
            draft.log()
                    .changed(
                            draft.oldPointer("body"), instance.textNode("a list"), instance.textNode("a map"), RENAMED);
        });
        draft.rest().forEach(draft::carry);
    }

    private void settings(boolean llm) {
        var with = draft.inside("with");
        var config = llm ? draft.take("llm_config") : Optional.<JsonNode>empty();
        for (var key : draft.rest()) {
            with.move(key, key, value -> rewritten(value, key), SETTINGS);
        }
        config.ifPresent(value -> new LlmConfigUp(draft, with).merge(value));
        draft.attach("with", with);
    }

    private JsonNode items(JsonNode value) {
        var path = value.asText().replaceAll("^\\{|}$", "");
        return value.isTextual() && Braces.isPath(path)
                ? instance.textNode(Mustache.code(templates.reference(path, draft.oldPointer("items_source"))))
                : value;
    }

    private JsonNode rewritten(JsonNode value, String key) {
        return Strings.map(value, text -> templates.rewrite(text, draft.oldPointer(key)));
    }

    private static JsonNode type(JsonNode type) {
        return type.asText().equals("loop") ? instance.textNode("foreach") : type;
    }

    private static JsonNode listed(JsonNode value) {
        return value.isTextual() ? instance.arrayNode().add(value) : value;
    }
}
