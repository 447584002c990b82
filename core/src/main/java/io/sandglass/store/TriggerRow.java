package io.sandglass.store;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.TriggerKey;
import java.time.Instant;
import java.util.Optional;

/**
 * A trigger as it is kept. Its definition stands in the workflow's revision.
 *
 * @param revision the revision of the workflow that defines it
 * @param kind {@code cron}, {@code interval}, {@code once} or {@code manual}
 * @param expression for people: the cron words, the interval, the instant
 * @param zone the IANA zone; empty if it has none
 * @param firstDeployedAt when a trigger of this key was first seen
 * @param nextFireTime empty if it will not fire
 */
public record TriggerRow(
        TriggerKey key,
        int revision,
        String kind,
        String expression,
        Optional<String> zone,
        boolean enabled,
        Instant firstDeployedAt,
        Optional<Instant> nextFireTime) {
    public TriggerRow {
        requireNonNull(key, "key");
        requireNonNull(kind, "kind");
        requireNonNull(expression, "expression");
        requireNonNull(zone, "zone");
        requireNonNull(firstDeployedAt, "firstDeployedAt");
        requireNonNull(nextFireTime, "nextFireTime");
    }
}
