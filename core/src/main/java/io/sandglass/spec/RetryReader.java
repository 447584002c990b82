package io.sandglass.spec;

import io.sandglass.spec.RetrySpec.Jitter;
import io.sandglass.spec.RetrySpec.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Reads {@code retry}. */
final class RetryReader {
    private static final Set<String> KNOWN = Set.of(
            "maxAttempts",
            "strategy",
            "delay",
            "factor",
            "maxDelay",
            "delays",
            "jitter",
            "maxElapsed",
            "errors",
            "notErrors");
    private static final Set<String> UNAVAILABLE = Set.of("respectRetryAfter");
    private static final int MOST_ATTEMPTS = 1_000;

    private RetryReader() {}

    static RetrySpec read(Section retry) {
        retry.allow(KNOWN, UNAVAILABLE);
        RetrySpec standard = RetrySpec.DEFAULT;
        List<Duration> delays = retry.list("delays", Shapes.DURATION);
        Strategy strategy = retry.read("strategy", Shapes.word(Strategy.class))
                .orElse(delays.isEmpty() ? standard.strategy() : Strategy.LIST);
        judgeDelays(retry, strategy);
        return new RetrySpec(
                retry.read("maxAttempts", Shapes.whole(1, MOST_ATTEMPTS)).orElse(standard.maxAttempts()),
                strategy,
                retry.read("delay", Shapes.DURATION).orElse(standard.delay()),
                retry.read("factor", Shapes.number(1)).orElse(standard.factor()),
                retry.read("maxDelay", Shapes.DURATION).orElse(standard.maxDelay()),
                delays,
                retry.read("jitter", Shapes.word(Jitter.class)).orElse(standard.jitter()),
                retry.read("maxElapsed", Shapes.SOME_TIME),
                retry.list("errors", Shapes.TEXT),
                retry.list("notErrors", Shapes.TEXT));
    }

    private static void judgeDelays(Section retry, Strategy strategy) {
        if (strategy == Strategy.LIST && !retry.has("delays")) {
            retry.require("delays", Shapes.TEXT, "[PT1S, PT10S]");
        }
        if (strategy != Strategy.LIST && retry.has("delays")) {
            Misfit misfit = new Misfit(
                    "BAD_VALUE", "delays are for the strategy list", "leave them out, or write strategy: list");
            retry.findings().atKey(retry.at("delays"), misfit);
        }
    }
}
