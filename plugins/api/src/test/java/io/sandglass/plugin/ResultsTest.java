package io.sandglass.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultsTest {
    @ParameterizedTest
    @CsvSource({"USER, false", "LIMIT, false", "EXTERNAL, true", "INTERNAL, true"})
    void aFailureIsRetryableAsItsKindSays(FailureKind kind, boolean retryable) {
        NodeFailure failure = NodeFailure.of(kind, "Http.503", "away");

        assertThat(failure.retryable()).isEqualTo(retryable);
        assertThat(failure.retryable(!retryable).retryable()).isEqualTo(!retryable);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5xx", "Http 503", "Http.", ".Http", "Http-503"})
    void aCodeIsWordsJoinedByDots(String code) {
        assertThatThrownBy(() -> NodeFailure.of(FailureKind.USER, code, "")).hasMessageContaining("words joined");
    }

    @Test
    void nothingIsMeasuredUnlessSomebodyDoes() {
        assertThat(NodeResult.completed(Payload.EMPTY).usage()).isEqualTo(Usage.NONE);
        assertThat(NodeResult.skipped("no need").usage()).isEqualTo(Usage.NONE);
        assertThat(NodeResult.suspendUntil(Instant.EPOCH).usage()).isEqualTo(Usage.NONE);
        Usage used = new Usage(1, 2, 3, 4, 5);
        assertThat(new NodeResult.Completed(Payload.EMPTY, used).usage()).isEqualTo(used);
    }

    @Test
    void limitsAreCappedOneByOne() {
        Limits wish = new Limits(10, 100, Duration.ofSeconds(1), 1000, 1, 50);
        Limits cap = new Limits(20, 50, Duration.ofSeconds(2), 500, 2, 25);

        assertThat(wish.min(cap)).isEqualTo(new Limits(10, 50, Duration.ofSeconds(1), 500, 1, 25));
        assertThat(cap.min(wish)).isEqualTo(wish.min(cap));
    }

    @Test
    void limitsArePositive() {
        assertThatThrownBy(() -> new Limits(1, 0, Duration.ofSeconds(1), 1, 1, 1))
                .hasMessageContaining("memoryBytes");
        assertThatThrownBy(() -> new Limits(1, 1, Duration.ZERO, 1, 1, 1)).hasMessageContaining("wall");
    }
}
