package io.sandglass.expression;

import io.sandglass.plugin.Payload;
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

    /** @throws EvaluationFailed if an expression fails or exceeds a budget; the message names its place */
    Payload evaluate(Scope scope);
}
