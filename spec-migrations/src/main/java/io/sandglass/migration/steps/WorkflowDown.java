package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;
import io.sandglass.migration.SpecVersion;

/** A workflow of v3 as one of v2. */
final class WorkflowDown {
    private static final String RENAMED = "the key is called so in v2";

    private final Draft draft;
    private final ChangeLog log;

    WorkflowDown(ObjectNode newer, ChangeLog log) {
        this.draft = new Draft(newer, "", "", log);
        this.log = log;
    }

    ObjectNode workflow() {
        Versions.state(draft, SpecVersion.V2);
        draft.take("kind");
        names();
        draft.carry("description");
        draft.move("failurePolicy", "failure_policy", value -> value, RENAMED);
        var inputs = new InputsDown(draft.old("inputs"), log);
        draft.take("inputs");
        draft.take("nodes").ifPresent(nodes -> {
            draft.put("nodes", new NodesDown(log, inputs).nodes(nodes, "/nodes", "/nodes", Names.NONE), "nodes");
            log.changed("/nodes", instance.textNode("a map"), instance.textNode("a list"), "nodes are a list in v2");
        });
        inputs.reportLosses();
        draft.rest().forEach(key -> draft.lose(key, "v2 has no '" + key + "'"));
        return draft.result();
    }

    private void names() {
        var labels = draft.take("labels").orElse(instance.objectNode());
        var id = draft.old("id").asText();
        var label = labels.path("name").asText();
        var hidden = !label.isEmpty() && !label.equals(id) && Slug.of(label).equals(id);
        draft.move("id", "name", value -> instance.textNode(hidden ? label : id), RENAMED);
        if (labels.has("version")) {
            draft.result().set("version", labels.get("version"));
            log.moved("/version", "/labels/version");
            log.changed("/labels/version", labels.get("version"), labels.get("version"), "the version has its own key");
        }
        labels.properties().forEach(field -> {
            if (!field.getKey().equals("version") && !(hidden && field.getKey().equals("name"))) {
                log.lost("/labels/" + Draft.escaped(field.getKey()), field.getValue(), "v2 has no labels");
            }
        });
        if (draft.old("namespace").asText().equals("default")) {
            draft.take("namespace");
        }
    }
}
