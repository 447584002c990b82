package io.sandglass.engine.step;

import static io.sandglass.spec.RetrySpec.Jitter.DECORRELATED;
import static io.sandglass.spec.RetrySpec.Jitter.EQUAL;
import static io.sandglass.spec.RetrySpec.Jitter.FULL;
import static io.sandglass.spec.RetrySpec.Jitter.NONE;
import static io.sandglass.spec.RetrySpec.Strategy.EXPONENTIAL;
import static io.sandglass.spec.RetrySpec.Strategy.FIXED;
import static io.sandglass.spec.RetrySpec.Strategy.LINEAR;
import static io.sandglass.spec.RetrySpec.Strategy.LIST;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.run.RunId;
import io.sandglass.spec.RetrySpec;
import io.sandglass.spec.RetrySpec.Jitter;
import io.sandglass.spec.RetrySpec.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final RunId RUN = new RunId(1);
    private static final NodeFailure FLAKY = NodeFailure.of(FailureKind.EXTERNAL, "Http.503", "busy");

    @Test
    void delaysFollowThePublishedTable() {
        assertThat(delays(spec(FIXED, NONE))).containsExactly(1000, 1000, 1000, 1000, 1000, 1000);
        assertThat(delays(spec(LINEAR, NONE))).containsExactly(1000, 2000, 3000, 4000, 5000, 6000);
        assertThat(delays(spec(EXPONENTIAL, NONE))).containsExactly(1000, 2000, 4000, 8000, 10_000, 10_000);
        assertThat(delays(spec(LIST, NONE))).containsExactly(500, 700, 10_000, 10_000, 10_000, 10_000);
    }

    @Test
    void jitterIsTheSameOnEveryMachineAndForEver() {
        assertThat(delays(spec(EXPONENTIAL, FULL))).containsExactly(810, 342, 3317, 5316, 32, 9663);
        assertThat(delays(spec(EXPONENTIAL, EQUAL))).containsExactly(905, 1171, 3658, 6658, 5016, 9831);
        assertThat(delays(spec(EXPONENTIAL, DECORRELATED))).containsExactly(2621, 2173, 5575, 10_000, 1091, 3198);
    }

    @Test
    void jitterDiffersFromRunToRunAndNodeToNode() {
        RetrySpec retry = spec(FIXED, FULL);

        assertThat(new Backoff(retry, RUN, "a").delay(1)).isNotEqualTo(new Backoff(retry, RUN, "b").delay(1));
        assertThat(new Backoff(retry, RUN, "a").delay(1)).isNotEqualTo(new Backoff(retry, new RunId(2), "a").delay(1));
    }

    @Test
    void jitterStaysWithinItsBounds() {
        for (int node = 0; node < 1_000; node++) {
            assertThat(delay(FULL, node)).isBetween(0L, 4000L);
            assertThat(delay(EQUAL, node)).isBetween(2000L, 4000L);
            assertThat(delay(DECORRELATED, node)).isBetween(1000L, 10_000L);
        }
    }

    @Test
    void fullJitterSpreadsEvenly() {
        double mean = IntStream.range(0, 10_000)
                .mapToLong(node -> delay(FULL, node))
                .average()
                .orElseThrow();

        assertThat(mean).isBetween(1950.0, 2050.0);
    }

    @Test
    void stopsAfterTheLastAttempt() {
        Backoff backoff = new Backoff(spec(FIXED, NONE), RUN, "a");

        assertThat(backoff.next(FLAKY, 6, Duration.ZERO)).contains(Duration.ofSeconds(1));
        assertThat(backoff.next(FLAKY, 7, Duration.ZERO)).isEmpty();
    }

    @Test
    void doesNotRetryWhatIsFinal() {
        Backoff backoff = new Backoff(spec(FIXED, NONE), RUN, "a");

        assertThat(backoff.next(NodeFailure.of(FailureKind.USER, "BadConfig", ""), 1, Duration.ZERO))
                .isEmpty();
        assertThat(backoff.next(FLAKY.retryable(false), 1, Duration.ZERO)).isEmpty();
    }

    @Test
    void retriesOnlyTheErrorsThatAreNamed() {
        assertThat(retried(List.of("Http.5", "Timeout"), List.of(), "Http.503")).isTrue();
        assertThat(retried(List.of("Http.5xx"), List.of(), "Http.503")).isTrue();
        assertThat(retried(List.of("Http.5xx"), List.of(), "Http.404")).isFalse();
        assertThat(retried(List.of("Http.429"), List.of(), "Http.503")).isFalse();
        assertThat(retried(List.of("Exit"), List.of(), "Exit.7")).isTrue();
    }

    @Test
    void neverRetriesTheErrorsThatAreRuledOut() {
        assertThat(retried(List.of(), List.of("Http.503"), "Http.503")).isFalse();
        assertThat(retried(List.of("Http"), List.of("Http.4"), "Http.404")).isFalse();
        assertThat(retried(List.of("Http"), List.of("Http.4"), "Http.503")).isTrue();
    }

    @Test
    void startsNoAttemptAfterTheLongestTime() {
        RetrySpec retry = spec(FIXED, NONE, List.of(), List.of(), Optional.of(Duration.ofSeconds(10)));
        Backoff backoff = new Backoff(retry, RUN, "a");

        assertThat(backoff.next(FLAKY, 1, Duration.ofSeconds(9))).isPresent();
        assertThat(backoff.next(FLAKY, 1, Duration.ofMillis(9001))).isEmpty();
    }

    private static boolean retried(List<String> errors, List<String> notErrors, String code) {
        RetrySpec retry = spec(FIXED, NONE, errors, notErrors, Optional.empty());
        NodeFailure failure = NodeFailure.of(FailureKind.EXTERNAL, code, "");
        return new Backoff(retry, RUN, "a").next(failure, 1, Duration.ZERO).isPresent();
    }

    private static int[] delays(RetrySpec retry) {
        Backoff backoff = new Backoff(retry, RUN, "fetch");
        return IntStream.rangeClosed(1, 6)
                .map(n -> (int) backoff.delay(n).toMillis())
                .toArray();
    }

    private static long delay(Jitter jitter, int node) {
        return new Backoff(spec(EXPONENTIAL, jitter), RUN, "n" + node).delay(3).toMillis();
    }

    private static RetrySpec spec(Strategy strategy, Jitter jitter) {
        return spec(strategy, jitter, List.of(), List.of(), Optional.empty());
    }

    private static RetrySpec spec(
            Strategy strategy,
            Jitter jitter,
            List<String> errors,
            List<String> notErrors,
            Optional<Duration> maxElapsed) {
        List<Duration> delays = strategy == LIST
                ? List.of(Duration.ofMillis(500), Duration.ofMillis(700), Duration.ofMinutes(1))
                : List.of();
        return new RetrySpec(
                7,
                strategy,
                Duration.ofSeconds(1),
                2.0,
                Duration.ofSeconds(10),
                delays,
                jitter,
                maxElapsed,
                errors,
                notErrors);
    }
}
