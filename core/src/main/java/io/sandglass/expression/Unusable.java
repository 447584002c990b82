package io.sandglass.expression;

import io.sandglass.plugin.Payload;
import java.util.List;
import java.util.Set;

/** Stands in a template that is about to be refused. */
record Unusable(String source) implements Expression {
    @Override
    public Set<String> nodes() {
        return Set.of();
    }

    @Override
    public List<Reference> references() {
        return List.of();
    }

    @Override
    public Payload evaluate(Scope scope) {
        throw new EvaluationFailed("the expression '" + source + "' does not compile");
    }

    @Override
    public boolean test(Scope scope) {
        return !evaluate(scope).isNull();
    }
}
