package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Spreads what stands under {@code with} over a node of v2, and over {@code llm_config} where it belongs there. */
record SettingsDown(Draft draft, NodeDown node, boolean llm) {
    private static final Set<String> OF_THE_NODE = Set.of("prompt", "model");
    private static final Set<String> TAKEN = Set.of(
            "id",
            "type",
            "dependencies",
            "name",
            "description",
            "timeout_seconds",
            "retry_policy",
            "input_schema",
            "output_schema",
            "llm_config",
            "needs",
            "with");

    void spread() {
        var with = draft.take("with");
        if (with.isPresent() && !(with.get() instanceof ObjectNode)) {
            draft.lose("with", "it is no object");
            return;
        }
        with.ifPresent(settings -> settings.properties().forEach(field -> {
            var key = field.getKey();
            if (llm && !OF_THE_NODE.contains(key)) {
                config(key, field.getValue());
            } else {
                own(key, field.getValue());
            }
        }));
    }

    private void own(String key, JsonNode value) {
        var pointer = pointer(key);
        if (TAKEN.contains(key)) {
            draft.log().lost(pointer, value, "in v2 this key means something else");
            return;
        }
        var after = node.rewritten(value, pointer);
        draft.result().set(key, after);
        draft.log().moved(draft.newPointer(key), pointer);
        draft.log().changed(pointer, value, after, "settings stand on the node itself in v2");
    }

    private void config(String key, JsonNode value) {
        var pointer = pointer(key);
        var older = LlmKeys.down(key);
        if (older.equals("timeout") || !Mustache.isText(value)) {
            draft.log().lost(pointer, value, "v2 cannot say this of a model");
            return;
        }
        var after = Strings.map(value, Mustache::text);
        draft.result().withObjectProperty("llm_config").set(older, after);
        draft.log().moved(draft.newPointer("llm_config") + "/" + Draft.escaped(older), pointer);
        draft.log().changed(pointer, value, after, "settings of the model stand in 'llm_config'");
    }

    private String pointer(String key) {
        return draft.oldPointer("with") + "/" + Draft.escaped(key);
    }
}
