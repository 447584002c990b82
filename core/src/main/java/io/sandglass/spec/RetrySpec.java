package io.sandglass.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * When a failed attempt is followed by another, and after how long.
 *
 * @param maxAttempts attempts in all, the first included; at least 1
 * @param strategy how the delay grows
 * @param delay delay after the first attempt
 * @param factor growth per attempt for {@link Strategy#EXPONENTIAL}; at least 1
 * @param maxDelay ceiling of every delay
 * @param delays the delays themselves for {@link Strategy#LIST}, the last one repeating; else empty
 * @param jitter how the delay is spread
 * @param maxElapsed no attempt starts later than this after the first one; empty for no such bound
 * @param errors only failures whose code starts with one of these are retried; empty means all retryable ones
 * @param notErrors failures whose code starts with one of these are never retried
 */
public record RetrySpec(
        int maxAttempts,
        Strategy strategy,
        Duration delay,
        double factor,
        Duration maxDelay,
        List<Duration> delays,
        Jitter jitter,
        Optional<Duration> maxElapsed,
        List<String> errors,
        List<String> notErrors) {
    /** How the delay grows from attempt to attempt. */
    public enum Strategy {
        FIXED,
        LINEAR,
        EXPONENTIAL,
        LIST
    }

    /** How the delay is spread, from a seed of run, node and attempt. */
    public enum Jitter {
        NONE,
        FULL,
        EQUAL,
        DECORRELATED
    }

    /** One attempt; with {@code maxAttempts} raised: 1 s, doubling, at most 5 min, full jitter. */
    public static final RetrySpec DEFAULT = new RetrySpec(
            1,
            Strategy.EXPONENTIAL,
            Duration.ofSeconds(1),
            2.0,
            Duration.ofMinutes(5),
            List.of(),
            Jitter.FULL,
            Optional.empty(),
            List.of(),
            List.of());

    public RetrySpec {
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be at least 1, but is " + maxAttempts);
        }
        if (!(factor >= 1)) {
            throw new IllegalArgumentException("factor must be at least 1, but is " + factor);
        }
        delays = List.copyOf(delays);
        errors = List.copyOf(errors);
        notErrors = List.copyOf(notErrors);
    }
}
