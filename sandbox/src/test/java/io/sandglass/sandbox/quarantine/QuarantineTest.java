package io.sandglass.sandbox.quarantine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuarantineTest {
    private static final String MODULE = "ab".repeat(32);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);

    @TempDir
    Path scratch;

    @Test
    void theSecondStrikeHolds() {
        Quarantine quarantine = open();

        quarantine.strike(MODULE, "took too long");
        assertThat(quarantine.reason(MODULE)).isEmpty();
        quarantine.strike(MODULE, "took too long");

        assertThat(quarantine.reason(MODULE)).contains("on 2026-01-02T03:04:05Z it took too long");
    }

    @Test
    void strikesAndHoldsSurviveTheProcess() {
        open().strike(MODULE, "took too long");
        open().strike(MODULE, "took too long");

        assertThat(open().reason(MODULE)).isPresent();
        assertThat(open().release(MODULE)).isTrue();
        assertThat(open().reason(MODULE)).isEmpty();
        open().strike(MODULE, "took too long");
        assertThat(open().reason(MODULE))
                .as("the record is clean after a release")
                .isEmpty();
    }

    @Test
    void aChangedRecordCountsAgainstTheModule() throws IOException {
        open().strike(MODULE, "took too long");
        Path record = directory().resolve(MODULE + ".offence");
        byte[] bytes = Files.readAllBytes(record);
        bytes[40] ^= 1;
        Files.write(record, bytes);

        assertThat(open().reason(MODULE))
                .hasValueSatisfying(why -> assertThat(why).contains("was changed"));
        assertThat(open().release(MODULE)).isTrue();
        assertThat(open().reason(MODULE)).isEmpty();
    }

    @Test
    void looksAtADirectoryThatIsNotThereWithoutMakingIt() {
        assertThat(open().reason(MODULE)).isEmpty();
        assertThat(directory()).doesNotExist();
    }

    @Test
    void tellsOfWhatItHoldsAndReleases() {
        Quarantine quarantine = open();
        AtomicInteger told = new AtomicInteger();
        quarantine.onChange(told::incrementAndGet);

        quarantine.strike(MODULE, "took too long");
        assertThat(told).hasValue(0);
        quarantine.hold(MODULE, "used up the memory");
        quarantine.release(MODULE);
        quarantine.release(MODULE);

        assertThat(told).hasValue(2);
    }

    private Path directory() {
        return scratch.resolve("quarantine");
    }

    private Quarantine open() {
        return Quarantine.in(directory(), CLOCK);
    }
}
