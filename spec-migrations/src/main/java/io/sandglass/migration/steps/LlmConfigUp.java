package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Merges the {@code llm_config} of an llm node of v2 into the settings of its node of v3. */
record LlmConfigUp(Draft node, Draft with) {
    private static final String MERGED = "settings of the node type stand under 'with'";

    void merge(JsonNode config) {
        if (!(config instanceof ObjectNode object)) {
            with.put("llm_config", config, "llm_config");
            return;
        }
        var pointer = node.oldPointer("llm_config");
        object.properties().forEach(field -> {
            var from = pointer + "/" + Draft.escaped(field.getKey());
            if (field.getKey().equals("timeout")) {
                timeout(field.getValue(), from);
            } else if (!field.getValue().isNull()) {
                setting(LlmKeys.up(field.getKey()), field.getValue(), from);
            }
        });
    }

    private void setting(String key, JsonNode value, String from) {
        var settings = with.result();
        var escaped = Strings.map(value, Mustache::escape);
        if (!settings.has(key)) {
            settings.set(key, escaped);
            node.log().moved(with.newPointer(key), from);
            node.log().changed(from, value, escaped, MERGED);
        } else if (settings.get(key).equals(escaped)) {
            node.log().removed(from, value, "the node says the same");
        } else {
            node.log().lost(from, value, "the node says otherwise, which counts");
        }
    }

    /** The call is what an llm node does, so its time limit is that of the attempt; the shorter one counts. */
    private void timeout(JsonNode value, String from) {
        var mine = Seconds.up(value);
        var other = node.old("timeout_seconds");
        if (other.isNumber() && value.isNumber() && other.decimalValue().compareTo(value.decimalValue()) <= 0) {
            node.log().removed(from, value, "the shorter time limit of the node counts");
        } else if (!value.isNull()) {
            node.result().set("timeout", mine);
            node.log().moved(node.newPointer("timeout"), from);
            node.log().changed(from, value, mine, "the time limit of the call is that of the node");
        }
    }
}
