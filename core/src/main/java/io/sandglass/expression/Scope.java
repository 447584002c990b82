package io.sandglass.expression;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import java.util.Map;

/**
 * What an expression can see: an immutable snapshot.
 *
 * @param inputs the run's inputs, an object
 * @param trigger what started the run, an object
 * @param run {@code id}, {@code startedAt} and the like, an object
 * @param outputs output by node id; a node without one is absent
 * @param clockMillis what {@code $now()} and {@code $millis()} answer
 * @param seed what {@code $random()} is drawn from
 */
public record Scope(
        Payload inputs, Payload trigger, Payload run, Map<String, Payload> outputs, long clockMillis, long seed) {
    public Scope {
        requireNonNull(inputs, "inputs");
        requireNonNull(trigger, "trigger");
        requireNonNull(run, "run");
        outputs = Map.copyOf(outputs);
    }
}
