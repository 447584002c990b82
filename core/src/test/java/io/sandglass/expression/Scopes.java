package io.sandglass.expression;

import io.sandglass.plugin.Payload;
import java.util.Map;

/** Scopes for tests. */
final class Scopes {
    static final long CLOCK = 1_800_000_000_000L;

    private Scopes() {}

    static Scope inputs(Map<String, ?> inputs) {
        return of(inputs, Map.of());
    }

    static Scope of(Map<String, ?> inputs, Map<String, Payload> outputs) {
        Payload trigger = Payload.of(Map.of("kind", "manual"));
        Payload run = Payload.of(Map.of("id", "r1"));
        return new Scope(Payload.of(inputs), trigger, run, outputs, CLOCK, 7);
    }
}
