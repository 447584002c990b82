package io.sandglass.expression;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import java.util.function.LongSupplier;

/**
 * Compiles expressions and templates. What it makes is guarded: an evaluation ends within its budgets of steps, depth,
 * memory and time, whatever the expression. Immutable and thread-safe.
 */
public final class Expressions {
    private final LongSupplier nanos;

    /** Measures deadlines by the JVM's monotonic clock. */
    public Expressions() {
        this(System::nanoTime);
    }

    /** @param nanos monotonic, in nanoseconds; only the guard's deadline looks at it */
    public Expressions(LongSupplier nanos) {
        this.nanos = requireNonNull(nanos, "nanos");
    }

    /**
     * Compiles a bare expression.
     *
     * @param source JSONata, without braces
     * @throws BadExpression if it cannot be compiled
     */
    public Expression expression(String source) {
        if (source.stripLeading().startsWith("{{")) {
            throw new BadExpression(0, "a bare expression stands here, without braces", "leave out {{ and }}");
        }
        return CompiledExpression.compile(source, nanos);
    }

    /**
     * Compiles a value with expressions in its strings; keys of objects are taken as they are.
     *
     * @throws BadExpression with every flaw of every expression in it
     */
    public Template template(Payload source) {
        return CompiledTemplate.compile(source, nanos);
    }
}
