package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;
import io.sandglass.migration.SpecVersion;
import java.util.List;
import java.util.Locale;

/** A workflow of v2 as one of v3. */
final class WorkflowUp {
    /** Keys of v3 that would take effect if they were carried over from a document that is not v3. */
    private static final List<String> KEYS_OF_V3 = List.of(
            "kind",
            "namespace",
            "id",
            "labels",
            "inputs",
            "triggers",
            "failurePolicy",
            "outputs",
            "layout",
            "concurrency",
            "deadline",
            "budget",
            "defaults",
            "finally",
            "retention");

    private final Draft draft;
    private final ChangeLog log;

    WorkflowUp(ObjectNode older, ChangeLog log) {
        this.draft = new Draft(older, "", "", log);
        this.log = log;
    }

    ObjectNode workflow() {
        for (var key : KEYS_OF_V3) {
            draft.take(key)
                    .ifPresent(value -> draft.refuse(
                            key, "key '" + key + "' is of v3", "state the version as 'apiVersion: sandglass/v3'"));
        }
        Versions.state(draft, SpecVersion.V3);
        draft.add("kind", instance.textNode("Workflow"), "v3 states the kind");
        names();
        draft.carry("description");
        var inputs = new Inputs();
        var nodes = nodes(inputs);
        inputs.declare(draft.result(), log);
        draft.move(
                "failure_policy",
                "failurePolicy",
                value -> instance.textNode(value.asText().toUpperCase(Locale.ROOT)),
                "the key is called so in v3");
        draft.result().setAll(nodes);
        draft.rest().forEach(draft::carry);
        return draft.result();
    }

    private void names() {
        var name = draft.old("name").asText();
        var id = Slug.of(name);
        draft.move("name", "id", value -> instance.textNode(id), "workflows have an id");
        if (!draft.result().has("id")) {
            draft.add("id", instance.textNode(id), "workflows have an id");
        }
        var labels = instance.objectNode();
        if (!name.isEmpty() && !name.equals(id)) {
            labels.put("name", name);
            log.moved("/labels/name", "/name");
            log.added("/labels/name", labels.get("name"), "the name does not fit the pattern of ids");
        }
        draft.take("version").ifPresent(version -> {
            labels.put("version", version.asText());
            log.moved("/labels/version", "/version");
            log.changed("/version", version, labels.get("version"), "the version is a label");
        });
        if (!labels.isEmpty()) {
            draft.result().set("labels", labels);
        }
    }

    private ObjectNode nodes(Inputs inputs) {
        var holder = instance.objectNode();
        draft.take("nodes").ifPresent(list -> {
            log.moved("/nodes", "/nodes");
            if (!list.isArray()) {
                log.refused("/nodes", "NOT_A_LIST", "'nodes' of this version is a list", "write '- id: ...' items");
                return;
            }
            holder.set("nodes", new NodesUp(log, inputs).nodes(list, "/nodes", "/nodes", Names.NONE));
            log.changed("/nodes", instance.textNode("a list"), instance.textNode("a map"), "nodes are keyed by id");
        });
        return holder;
    }
}
