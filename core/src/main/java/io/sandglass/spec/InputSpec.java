package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Template;
import java.util.Optional;

/**
 * One input of a workflow.
 *
 * @param type what it holds
 * @param items what a list holds; empty for anything, and for all other types
 * @param required whether a run must be given it; false if there is a default
 * @param defaultValue evaluated at the start of a run, with {@code trigger} and {@code run} in scope
 */
public record InputSpec(
        String name,
        Type type,
        Optional<Type> items,
        boolean required,
        Optional<Template> defaultValue,
        String description) {
    /** What an input holds. Written in lower case. */
    public enum Type {
        STRING,
        INTEGER,
        NUMBER,
        BOOLEAN,
        /** {@code 2027-01-31}. */
        DATE,
        /** ISO-8601 with an offset. */
        DATETIME,
        DURATION,
        ARRAY,
        OBJECT,
        ANY
    }

    public InputSpec {
        requireNonNull(name, "name");
        requireNonNull(type, "type");
        requireNonNull(items, "items");
        requireNonNull(defaultValue, "defaultValue");
        requireNonNull(description, "description");
    }
}
