package io.sandglass.engine.step;

import io.sandglass.plugin.NodeFailure;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRandom;
import io.sandglass.spec.RetrySpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whether a failed attempt is followed by another, and after how long.
 *
 * <p>Attempts count from 1. The delay after failed attempt n is {@code delay} for fixed, {@code delay * n} for linear,
 * {@code delay * factor^(n-1)} for exponential and the n-th of the list for list, never more than {@code maxDelay}. Then
 * jitter: none; full, anything from 0 to the delay; equal, from half of it to all of it; decorrelated, anything from
 * {@code delay} to three times the delay before, cut at {@code maxDelay}. Jitter is drawn from (run, node, n): the same
 * attempt always has the same delay. Immutable.
 */
final class Backoff {
    private static final Pattern ANY_DIGITS = Pattern.compile("(?<=\\d)x+$");

    private final RetrySpec retry;
    private final RunId run;
    private final String node;

    Backoff(RetrySpec retry, RunId run, String node) {
        this.retry = retry;
        this.run = run;
        this.node = node;
    }

    /**
     * The delay before the next attempt; empty if there is none.
     *
     * @param failed how many attempts have failed, this one included
     * @param elapsed since the first attempt began
     */
    Optional<Duration> next(NodeFailure failure, int failed, Duration elapsed) {
        if (failed >= retry.maxAttempts() || !retries(failure)) {
            return Optional.empty();
        }
        Duration delay = delay(failed);
        boolean tooLate = retry.maxElapsed()
                .filter(most -> elapsed.plus(delay).compareTo(most) > 0)
                .isPresent();
        return tooLate ? Optional.empty() : Optional.of(delay);
    }

    /** The delay after failed attempt n, to the millisecond. */
    Duration delay(int n) {
        return Duration.ofMillis(Math.round(jittered(n)));
    }

    /** A code that is named under {@code errors} is retried even if the failure calls itself final. */
    private boolean retries(NodeFailure failure) {
        if (startsWithAny(failure.code(), retry.notErrors())) {
            return false;
        }
        return retry.errors().isEmpty() ? failure.retryable() : startsWithAny(failure.code(), retry.errors());
    }

    /** {@code Http.5xx} stands for every code that starts with {@code Http.5}. */
    private static boolean startsWithAny(String code, List<String> prefixes) {
        return prefixes.stream()
                .map(prefix -> ANY_DIGITS.matcher(prefix).replaceFirst(""))
                .anyMatch(code::startsWith);
    }

    private double jittered(int n) {
        double unit = RunRandom.unit(run, node, n);
        return switch (retry.jitter()) {
            case NONE -> plain(n);
            case FULL -> plain(n) * unit;
            case EQUAL -> plain(n) * (1 + unit) / 2;
            case DECORRELATED -> decorrelated(n);
        };
    }

    private double plain(int n) {
        double delay = millis(retry.delay());
        double grown = switch (retry.strategy()) {
            case FIXED -> delay;
            case LINEAR -> delay * n;
            case EXPONENTIAL -> delay * Math.pow(retry.factor(), n - 1);
            case LIST -> listed(n);
        };
        return capped(grown);
    }

    private double listed(int n) {
        List<Duration> delays = retry.delays();
        return delays.isEmpty() ? millis(retry.delay()) : millis(delays.get(Math.min(n, delays.size()) - 1));
    }

    private double decorrelated(int n) {
        double least = millis(retry.delay());
        double delay = least;
        for (int i = 1; i <= n; i++) {
            delay = capped(least + RunRandom.unit(run, node, i) * (3 * delay - least));
        }
        return delay;
    }

    private double capped(double delay) {
        return Math.min(delay, millis(retry.maxDelay()));
    }

    private static double millis(Duration duration) {
        return duration.getSeconds() * 1e3 + duration.getNano() / 1e6;
    }
}
