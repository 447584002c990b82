package io.sandglass.expression;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What an expression can see: an immutable snapshot.
 *
 * @param inputs the run's inputs, an object
 * @param trigger what started the run, an object
 * @param run {@code id}, {@code startedAt} and the like, an object
 * @param outputs output by node id; a node without one is absent
 * @param clockMillis what {@code $now()} and {@code $millis()} answer
 * @param seed what {@code $random()} is drawn from
 * @param secrets the values of secrets by name, put into texts and never seen by an expression; throws what the evaluation
 *     is to throw where there is none
 */
public record Scope(
        Payload inputs,
        Payload trigger,
        Payload run,
        Map<String, Payload> outputs,
        long clockMillis,
        long seed,
        UnaryOperator<String> secrets) {
    public Scope {
        requireNonNull(inputs, "inputs");
        requireNonNull(trigger, "trigger");
        requireNonNull(run, "run");
        outputs = Map.copyOf(outputs);
        requireNonNull(secrets, "secrets");
    }

    /** Without secrets. */
    public Scope(
            Payload inputs, Payload trigger, Payload run, Map<String, Payload> outputs, long clockMillis, long seed) {
        this(inputs, trigger, run, outputs, clockMillis, seed, name -> {
            throw new EvaluationFailed("there are no secrets here");
        });
    }

    /** The same with these secrets. */
    public Scope withSecrets(UnaryOperator<String> values) {
        return new Scope(inputs, trigger, run, outputs, clockMillis, seed, values);
    }
}
