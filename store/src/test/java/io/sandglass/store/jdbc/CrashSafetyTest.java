package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.store.fixture.Consistency;
import io.sandglass.store.fixture.OtherProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a writing process again and again (K1, P5 at level {@code process}); the store is carried on. */
class CrashSafetyTest {
    private static final int ROUNDS = 8;
    private static final int MOST_BATCHES = 300;

    @TempDir
    private Path home;

    @Test
    void losesNothingAcknowledgedWhenTheProcessIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<Long, Long> acknowledged = new HashMap<>();

        for (int round = 1; round <= ROUNDS; round++) {
            int before = acknowledged.size();
            writeAndKill(round, random, acknowledged);

            String context = "seed " + seed + " round " + round;
            assertThat(acknowledged).as(context).hasSizeGreaterThan(before);
            try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
                Consistency.check(store, acknowledged, context);
            }
        }
        System.out.printf("crash safety: seed %d, %d runs acknowledged, none lost%n", seed, acknowledged.size());
    }

    /** The kill comes after a random number of batches, while the next one is under way. */
    private void writeAndKill(int round, Random random, Map<Long, Long> acknowledged) throws IOException {
        int batches = 1 + random.nextInt(MOST_BATCHES);
        String firstRun = String.valueOf(round * 1_000_000L);
        String seed = String.valueOf(random.nextLong());
        try (OtherProcess writer = OtherProcess.start(CrashingWriter.class, home.toString(), firstRun, seed)) {
            int seen = 0;
            for (String line = writer.line(); line != null; line = writer.line()) {
                String[] words = line.split(" ");
                acknowledged.put(Long.valueOf(words[0]), Long.valueOf(words[1]));
                seen++;
                if (seen == batches) {
                    writer.kill();
                }
            }
        }
    }
}
