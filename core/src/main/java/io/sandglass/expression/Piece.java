package io.sandglass.expression;

import io.sandglass.plugin.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part of a template. Immutable. */
sealed interface Piece {
    /** What it stands for, which may have payloads in it, or be one. */
    @Nullable
    Object evaluate(Scope scope);

    /** Evaluates to itself. */
    record Constant(@Nullable Object value) implements Piece {
        @Override
        public @Nullable Object evaluate(Scope scope) {
            return value;
        }
    }

    /** A string that is one whole expression: keeps the type of its result. */
    record Whole(String pointer, Expression expression) implements Piece {
        @Override
        public Payload evaluate(Scope scope) {
            try {
                return expression.evaluate(scope);
            } catch (EvaluationFailed e) {
                throw new EvaluationFailed("at " + (pointer.isEmpty() ? "/" : pointer) + ": " + e.getMessage());
            }
        }
    }

    /** Is replaced by a secret. */
    record Secret(String name) implements Piece {
        @Override
        public Object evaluate(Scope scope) {
            return scope.secrets().apply(name);
        }
    }

    /** Text with expressions in it: joined. */
    record Mixed(List<Piece> parts) implements Piece {
        @Override
        public Object evaluate(Scope scope) {
            StringBuilder text = new StringBuilder();
            for (Piece part : parts) {
                Object value = Payload.of(part.evaluate(scope)).value();
                if (value != null) {
                    text.append(value instanceof String string ? string : JsonText.of(value));
                }
                if (text.length() > Weights.MAX_TEXT) {
                    throw new EvaluationFailed(
                            "a text with expressions in it gets longer than " + Weights.MAX_TEXT + " characters");
                }
            }
            return text.toString();
        }
    }

    /** A list with expressions somewhere in it. */
    record Items(List<Piece> items) implements Piece {
        @Override
        public Object evaluate(Scope scope) {
            List<@Nullable Object> values = new ArrayList<>(items.size());
            items.forEach(item -> values.add(item.evaluate(scope)));
            return values;
        }
    }

    /** An object with expressions somewhere in its values. */
    record Fields(Map<String, Piece> fields) implements Piece {
        @Override
        public Object evaluate(Scope scope) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            fields.forEach((name, field) -> values.put(name, field.evaluate(scope)));
            return values;
        }
    }
}
