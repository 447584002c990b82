package io.sandglass.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RunIdTest {
    @Test
    void readsBackWhatItShows() {
        RunId id = RunId.firstAt(Instant.parse("2026-11-20T10:00:00Z"));

        assertThat(id.toString()).hasSize(13);
        assertThat(RunId.parse(id.toString())).isEqualTo(id);
        assertThat(RunId.parse(id.toString().toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(id);
    }

    @Test
    void sortsByTimeAsANumberAndAsText() {
        RunId earlier = RunId.firstAt(Instant.parse("2026-11-20T10:00:00Z"));
        RunId later = RunId.firstAt(Instant.parse("2026-11-20T10:00:00.001Z"));

        assertThat(earlier).isLessThan(later);
        assertThat(earlier.toString()).isLessThan(later.toString());
    }

    @Test
    void lastsFarBeyondTheYear2039() {
        assertThat(RunId.firstAt(Instant.parse("2090-01-01T00:00:00Z")).value()).isPositive();
    }

    @Test
    void countsATimeBeforeItsEpochAsTheFirstMillisecond() {
        assertThat(RunId.firstAt(Instant.EPOCH)).isEqualTo(RunId.firstAt(RunId.EPOCH.plusMillis(1)));
    }

    @Test
    void refusesWhatIsNoId() {
        assertThatThrownBy(() -> RunId.parse("short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RunId.parse("ilou000000000")).hasMessageContaining("has i");
        assertThatThrownBy(() -> new RunId(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
