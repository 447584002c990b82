package io.sandglass.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.fixture.OtherProcess;
import io.sandglass.store.fixture.Samples;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** K3: kills a process while it brings a database to a newer version; then there is the old one, or the new one. */
class KilledUpgradeTest {
    private static final int ROUNDS = 6;
    private static final Duration UPGRADE = Duration.ofMillis(900);
    private static final RunId RUN = new RunId(1);

    @TempDir
    private Path scratch;

    @Test
    void leavesTheOldOneOrTheNewOneWhereverItIsKilled() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        for (int round = 0; round < ROUNDS; round++) {
            Path home = scratch.resolve("home" + round);
            try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
                store.runs().append(Samples.records(RUN, Samples.started(Cause.manual())));
            }
            long nanos = (long) (random.nextDouble() * UPGRADE.toNanos());

            upgradeAndKill(home, nanos);

            String context =
                    "seed " + seed + " round " + round + ", killed after " + TimeUnit.NANOSECONDS.toMillis(nanos);
            assertThat(isOld(home) || isNew(home)).as(context).isTrue();
            assertThat(isNew(home)).as(context + ", upgraded again").isTrue();
        }
    }

    private static void upgradeAndKill(Path home, long nanos) throws IOException, InterruptedException {
        try (OtherProcess upgrader = OtherProcess.start(Upgrader.class, home.toString())) {
            assertThat(upgrader.line()).isEqualTo("begins");
            upgrader.endsWithin(nanos);
            upgrader.kill();
        }
    }

    /** Also opens it, as the program of that version does. */
    private static boolean isOld(Path home) {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(home))) {
            assertThat(store.runs().openRuns()).containsExactly(RUN);
            return true;
        } catch (StoreTooNew e) {
            return false;
        }
    }

    private static boolean isNew(Path home) throws IOException {
        try (OtherProcess upgrader = OtherProcess.start(Upgrader.class, home.toString())) {
            return "begins".equals(upgrader.line()) && "done true".equals(upgrader.line());
        }
    }
}
