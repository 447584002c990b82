package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads the {@code input_schema} of a node of v2 for the types of inputs. */
record SchemasUp(Draft draft, Names names, Inputs inputs) {
    private static final String OUTPUT_WHY = "the output of a node is checked by its type, not by the workflow";

    void read() {
        draft.take("input_schema").ifPresent(schema -> {
            schema.properties().forEach(entry -> input(entry.getKey(), entry.getValue()));
            if (!schema.isObject()) {
                draft.lose("input_schema", "it is no object");
            } else if (!schema.isEmpty()) {
                draft.log()
                        .removed(
                                draft.oldPointer("input_schema"),
                                schema,
                                "types stand with the inputs of the workflow");
            }
        });
        if (!draft.old("output_schema").isEmpty()) {
            draft.lose("output_schema", OUTPUT_WHY);
        }
        draft.take("output_schema");
    }

    private void input(String name, JsonNode entry) {
        var pointer = draft.oldPointer("input_schema") + "/" + Draft.escaped(name);
        var input = Braces.isPath(name) ? names.input(names.reference(name)) : Optional.<String>empty();
        if (input.isEmpty() || !input.get().equals(name)) {
            draft.log().lost(pointer, entry, "it is no input of the run");
        } else if (!inputs.type(name, TypeWords.up(entry), pointer)) {
            draft.log().lost(pointer, entry, "another node gives this input another type, which counts");
        } else if (entry.isObject() && entry.size() > 1) {
            draft.log().lost(pointer, entry, "only the type of an input is kept");
        }
    }
}
