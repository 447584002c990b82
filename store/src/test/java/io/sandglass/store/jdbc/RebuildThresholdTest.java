package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RebuildThresholdTest {
    private long nanos;
    private final RebuildThreshold threshold = new RebuildThreshold(() -> nanos);

    @Test
    void makesItAnewLessOftenWhileThatDoesNotHelp() {
        assertThat(threshold.reached(2)).isFalse();
        assertThat(threshold.reached(3)).isTrue();
        threshold.rebuilt();

        nanos += Duration.ofMinutes(9).toNanos();
        assertThat(threshold.reached(5)).isFalse();
        assertThat(threshold.reached(6)).isTrue();
    }

    @Test
    void beginsAgainAfterATimeOfHealth() {
        threshold.rebuilt();
        threshold.rebuilt();

        nanos += Duration.ofMinutes(11).toNanos();

        assertThat(threshold.reached(2)).isFalse();
        assertThat(threshold.reached(3)).isTrue();
    }
}
