package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** One node of v3 as a node of v2. */
final class NodeDown {
    private static final String RENAMED = "the key is called so in v2";

    private final Draft draft;
    private final NodesDown nodes;
    private final Names names;
    private final Set<String> used = new TreeSet<>();
    private final TemplatesDown templates;

    NodeDown(Draft draft, Names outside, NodesDown nodes) {
        this.draft = draft;
        this.nodes = nodes;
        this.names = outside.withDependencies(new HashSet<>(Strings.list(draft.old("needs"))));
        this.templates = new TemplatesDown(names, used);
    }

    ObjectNode node() {
        draft.take("id");
        var type = draft.old("type").asText();
        draft.move("type", "type", NodeDown::type, RENAMED);
        common(type);
        switch (type) {
            case "tool" -> tool();
            case "foreach" -> foreach();
            case "condition" -> condition();
            default -> new SettingsDown(draft, this, type.equals("llm")).spread();
        }
        draft.rest().forEach(key -> draft.lose(key, "v2 has no '" + key + "' of nodes"));
        var schema = nodes.inputs().schema(used);
        if (!schema.isEmpty()) {
            draft.add("input_schema", schema, "types of inputs stand with the nodes that read them");
        }
        return draft.result();
    }

    /** A value with its templates in braces of v2; tells of those that v2 does not have. */
    JsonNode rewritten(JsonNode value, String pointer) {
        return Strings.map(value, text -> {
            var rewritten = templates.rewrite(text);
            if (!rewritten.faithful()) {
                var after = instance.textNode(rewritten.text());
                draft.log().doubtful(pointer, instance.textNode(text), after, "v2 has names in braces, no expressions");
            }
            return rewritten.text();
        });
    }

    private void common(String type) {
        if (type.equals("loop")) {
            draft.log()
                    .doubtful(
                            draft.oldPointer("type"),
                            draft.old("type"),
                            draft.old("type"),
                            "loops of v2 go over items");
        }
        draft.move("needs", "dependencies", value -> value, RENAMED);
        draft.carry("description");
        var seconds = Seconds.down(draft.old("timeout"));
        if (seconds.isPresent()) {
            draft.move("timeout", "timeout_seconds", value -> seconds.get(), "durations are seconds in v2");
        } else {
            draft.lose("timeout", "it is no duration");
        }
        RetryKeys.down(draft);
    }

    private void tool() {
        draft.move("plugin", "tool_name", value -> value, RENAMED);
        draft.move("with", "tool_args", value -> rewritten(value, draft.oldPointer("with")), RENAMED);
    }

    private void condition() {
        var condition = draft.old("if");
        Conditions.down(condition.asText(), this::name)
                .filter(text -> ConditionUp.translate(text, new TemplatesUp(names, new Inputs()), "")
                        .equals(Optional.of(condition.asText())))
                .ifPresent(text -> draft.move(
                        "if", "expression", value -> instance.textNode(text), "conditions of v2 are Python"));
        draft.take("if").filter(value -> !draft.result().has("expression")).ifPresent(value -> {
            draft.put("expression", value, "if");
            draft.log().doubtful(draft.oldPointer("if"), value, value, "v2 cannot say this condition");
        });
        draft.move("then", "true_path", value -> value, RENAMED);
        draft.move("else", "false_path", value -> value, RENAMED);
    }

    private void foreach() {
        var items = items(draft.old("items").asText());
        if (items.isPresent()) {
            draft.move("items", "items_source", value -> instance.textNode(items.get()), "items have a name in v2");
        } else {
            draft.lose("items", "v2 goes over an input or output, not over an expression");
        }
        var variable = draft.old("as").asText("item");
        draft.move("as", "item_var", value -> value, RENAMED);
        if (!draft.result().has("item_var")) {
            draft.add("item_var", instance.textNode(variable), "the default is stated");
        }
        draft.take("nodes").ifPresent(inner -> {
            var list = nodes.nodes(
                    inner, draft.oldPointer("nodes"), draft.newPointer("body"), names.withVariable(variable));
            draft.put("body", list, "nodes");
        });
    }

    private Optional<String> items(String text) {
        var pieces = Mustache.parse(text);
        return pieces.size() == 1 && pieces.get(0) instanceof Piece.Code code ? path(code.source()) : Optional.empty();
    }

    private Optional<String> name(String source) {
        return path(source).map(path -> Conditions.isBare(path) ? path : "{" + path + "}");
    }

    private Optional<String> path(String source) {
        var reference = Reference.parse(source);
        reference.flatMap(names::input).ifPresent(used::add);
        return reference.flatMap(names::path);
    }

    private static JsonNode type(JsonNode type) {
        return type.asText().equals("foreach") ? instance.textNode("loop") : type;
    }
}
