package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.migration.ChangeLog;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the inputs that the templates and schemas of older nodes mention. One thread, one document. */
final class Inputs {
    private final Map<String, String> mentions = new LinkedHashMap<>();
    private final Map<String, String> types = new HashMap<>();

    /** @param oldPointer where the input is first mentioned, and so what its declaration is traced to */
    void mention(String name, String oldPointer) {
        mentions.putIfAbsent(name, oldPointer);
    }

    /** The first type that is not {@code any} counts. Answers whether this one agrees with it. */
    boolean type(String name, String type, String oldPointer) {
        mention(name, oldPointer);
        if (type.equals(TypeWords.ANY)) {
            return true;
        }
        var first = types.putIfAbsent(name, type);
        return first == null || first.equals(type);
    }

    /** Declares them all, as required: the older forms knew no defaults. */
    void declare(ObjectNode workflow, ChangeLog log) {
        if (mentions.isEmpty()) {
            return;
        }
        var inputs = workflow.putObject("inputs");
        mentions.forEach((name, oldPointer) -> {
            var declaration = inputs.putObject(name)
                    .put("type", types.getOrDefault(name, TypeWords.ANY))
                    .put("required", true);
            log.moved("/inputs/" + name, oldPointer);
            log.added("/inputs/" + name, declaration, "inputs are declared");
        });
    }
}
