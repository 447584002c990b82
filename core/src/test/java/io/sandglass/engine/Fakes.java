package io.sandglass.engine;

import io.sandglass.expression.Expression;
import io.sandglass.expression.Reference;
import io.sandglass.expression.Scope;
import io.sandglass.expression.Template;
import io.sandglass.plugin.Payload;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** Templates and expressions that are functions. */
public final class Fakes {
    private Fakes() {}

    static Template template(Object value) {
        return new FunctionTemplate(Set.of(), scope -> value);
    }

    static Template template(Set<String> nodes, Function<Scope, Object> body) {
        return new FunctionTemplate(nodes, body);
    }

    static Expression expression(Set<String> nodes, Predicate<Scope> body) {
        return new FunctionExpression(nodes, body);
    }

    private record FunctionTemplate(Set<String> nodes, Function<Scope, Object> body) implements Template {
        @Override
        public List<Reference> references() {
            return List.of();
        }

        @Override
        public boolean constant() {
            return false;
        }

        @Override
        public Payload source() {
            return Payload.EMPTY;
        }

        @Override
        public Payload evaluate(Scope scope) {
            return Payload.of(body.apply(scope));
        }
    }

    private record FunctionExpression(Set<String> nodes, Predicate<Scope> body) implements Expression {
        @Override
        public List<Reference> references() {
            return List.of();
        }

        @Override
        public String source() {
            return "";
        }

        @Override
        public Payload evaluate(Scope scope) {
            return Payload.of(test(scope));
        }

        @Override
        public boolean test(Scope scope) {
            return body.test(scope);
        }
    }
}
