package io.sandglass.migration.steps;

import java.util.Optional;

/** A condition of v2 as JSONata. */
final class ConditionUp {
    private ConditionUp() {}

    /** Empty if a person has to do it. */
    static Optional<String> translate(String condition, TemplatesUp templates, String oldPointer) {
        return Conditions.up(condition, token -> {
            var path = token.startsWith("{") ? token.substring(1, token.length() - 1) : token;
            return Braces.isPath(path) ? Optional.of(templates.reference(path, oldPointer)) : Optional.empty();
        });
    }
}
