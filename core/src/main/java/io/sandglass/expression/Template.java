package io.sandglass.expression;

import io.sandglass.plugin.Payload;
import java.util.List;
import java.util.Set;

/**
 * A JSON value with expressions in its strings. A string that is one whole <code>{{ }}</code> keeps the type of its
 * result; mixed text is joined, results other than strings as JSON, null as nothing. Immutable and thread-safe; made by
 * {@link Expressions}.
 */
public interface Template {
    /** As written. */
    Payload source();

    /** Ids of the nodes whose output it reads. */
    Set<String> nodes();

    /** Every place where it names a node or an input, in the order of the text; none where that is not known. */
    default List<Reference> references() {
        return List.of();
    }

    /** Whether there is surely no expression in it, so that it evaluates to its source. */
    default boolean constant() {
        return false;
    }

    /** @throws EvaluationFailed if an expression fails or exceeds a budget; the message names its place */
    Payload evaluate(Scope scope);
}
