package io.sandglass.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is next: tenants take turns, and within a tenant it is first come, first served. Not thread-safe.
 *
 * <p>Whoever is next stays next until there is room for it, so that a large guest is not passed by for ever.
 */
final class Turns {
    private final Map<String, Deque<Object>> waiting = new HashMap<>();
    private final Deque<String> order = new ArrayDeque<>();

    void join(String tenant, Object who) {
        waiting.computeIfAbsent(tenant, fresh -> {
                    order.add(fresh);
                    return new ArrayDeque<>();
                })
                .add(who);
    }

    /** Null if nobody waits. */
    @Nullable
    Object next() {
        Deque<Object> first = order.isEmpty() ? null : waiting.get(order.peek());
        return first == null ? null : first.peek();
    }

    /** The tenant whose turn it was goes behind the others. */
    void passOn() {
        order.add(order.remove());
    }

    void leave(String tenant, Object who) {
        Deque<Object> queue = waiting.getOrDefault(tenant, new ArrayDeque<>());
        queue.remove(who);
        if (queue.isEmpty() && waiting.remove(tenant) != null) {
            order.remove(tenant);
        }
    }
}
