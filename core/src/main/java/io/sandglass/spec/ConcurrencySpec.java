package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Template;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many runs go on at once.
 *
 * @param key evaluated at the launch, with {@code inputs}, {@code trigger} and {@code run} in scope; runs of the same
 *     key count together. Empty: all do
 * @param limit most runs of a key at once
 * @param maxQueued most runs of a key that wait; empty for any number
 * @param queueTimeout longest time that a run waits; empty for any time
 */
public record ConcurrencySpec(
        Optional<Template> key,
        int limit,
        OnLimit onLimit,
        OptionalInt maxQueued,
        Optional<Duration> queueTimeout,
        Scope scope) {
    public ConcurrencySpec {
        requireNonNull(key, "key");
        requireNonNull(onLimit, "onLimit");
        requireNonNull(maxQueued, "maxQueued");
        requireNonNull(queueTimeout, "queueTimeout");
        requireNonNull(scope, "scope");
    }

    /** What happens to a run beyond the limit. */
    public enum OnLimit {
        /** It waits. */
        QUEUE,
        /** It is not started; a slot is recorded as skipped. */
        SKIP,
        /** It ends as failed. */
        FAIL,
        /** The oldest of those that go on is cancelled; it waits for its end. */
        CANCEL_RUNNING,
        /** Those that wait are cancelled; it waits in their stead. */
        REPLACE_QUEUED
    }

    /** Whose runs count together. */
    public enum Scope {
        WORKFLOW,
        NAMESPACE,
        TENANT
    }
}
