package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Expression;
import io.sandglass.expression.Template;
import io.sandglass.plugin.Permissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One node as written.
 *
 * @param id unique in its workflow
 * @param type the node type it wants
 * @param needs ids of the nodes it waits for, as written, without repeats
 * @param with its config, an object with expressions in it
 * @param when the node runs only if this is true; decided when its needs have ended
 * @param pool the pool it takes a place of while it runs; empty for none
 * @param timeout longest time of one attempt
 * @param strict whether time and chance are to be the same each time
 * @param permissions what it asks for; what it gets is also the administrator's word
 */
public record NodeSpec(
        String id,
        TypeRef type,
        List<String> needs,
        Template with,
        Optional<Expression> when,
        Optional<String> pool,
        Duration timeout,
        RetrySpec retry,
        boolean strict,
        Delivery delivery,
        LimitsSpec limits,
        Permissions permissions) {
    public NodeSpec {
        requireNonNull(id, "id");
        requireNonNull(type, "type");
        needs = List.copyOf(needs);
        requireNonNull(with, "with");
        requireNonNull(when, "when");
        requireNonNull(pool, "pool");
        requireNonNull(timeout, "timeout");
        requireNonNull(retry, "retry");
        requireNonNull(delivery, "delivery");
        requireNonNull(limits, "limits");
        requireNonNull(permissions, "permissions");
    }
}
