package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.store.fixture.OtherProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** K1, P5: kills a process that writes with several threads; its journal is carried on. */
class KilledWriterTest {
    private static final int ROUNDS = 3;

    @TempDir
    private Path home;

    @Test
    @Timeout(60)
    void losesNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long acknowledged = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            acknowledged = Math.max(acknowledged, writeAndKill(1 + random.nextInt(500)));

            try (Journal journal = Journal.open(KilledWriter.settings(home))) {
                String context = "seed " + seed + " round " + round;
                assertThat(journal.lastSeq()).as(context).isGreaterThanOrEqualTo(acknowledged);
                journal.replay(
                        journal.firstSeq() - 1,
                        entry -> assertThat(ByteBuffer.wrap(entry.payload()).getLong())
                                .as(context)
                                .isEqualTo(KilledWriter.checksum(entry.payload())));
            }
        }
    }

    /** Returns the newest seq that the process said was acknowledged. */
    private long writeAndKill(int lines) throws IOException {
        long newest = 0;
        try (OtherProcess writer = OtherProcess.start(KilledWriter.class, home.toString())) {
            int seen = 0;
            for (String line = writer.line(); line != null; line = writer.line()) {
                newest = Math.max(newest, Long.parseLong(line));
                if (++seen == lines) {
                    writer.kill();
                }
            }
        }
        assertThat(newest).isPositive();
        return newest;
    }
}
