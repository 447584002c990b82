package io.sandglass.fair;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What an attempt needs to go in.
 *
 * @param tenant name of one the gate knows
 * @param pool the pool it takes a place of; empty for none
 * @param priority from {@link Rank#LOWEST} to {@link Rank#HIGHEST}
 * @param sinceNanos by the monotonic clock, since when it is ready
 */
public record Claim(String tenant, Optional<String> pool, int priority, long sinceNanos) {
    public Claim {
        requireNonNull(tenant, "tenant");
        requireNonNull(pool, "pool");
        Rank.checked(priority);
    }

    Claim priority(int changed) {
        return new Claim(tenant, pool, changed, sinceNanos);
    }
}
