package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import io.sandglass.migration.SpecVersion;

/** The {@code apiVersion} of a migrated document. */
final class Versions {
    private Versions() {}

    static void state(Draft workflow, SpecVersion version) {
        var text = instance.textNode(version.apiVersion());
        workflow.move("apiVersion", "apiVersion", old -> text, "the form it is in now");
        if (!workflow.result().has("apiVersion")) {
            workflow.add("apiVersion", text, "the form it is in now");
        }
    }
}
