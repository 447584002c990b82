package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.Sandglass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case D7: while the service is down its database is damaged. What was acknowledged is in the journal. */
class DamagedProjectionIT {
    private static final int PAGE = 4_096;
    private static final long SEED = Long.getLong("seed", 7);

    private final Random random = new Random(SEED);

    @TempDir
    Path scratch;

    private Bench bench;
    private Shape chain;

    @BeforeEach
    void aBench() throws Exception {
        bench = new Bench(scratch);
        chain = bench.shapes.chain("chain", 4, 10);
        bench.using(chain);
    }

    @AfterEach
    void away() throws IOException {
        bench.close();
    }

    @Test
    void hasEverythingAgainAfterPagesWereOverwritten() throws Exception {
        survives(file -> overwrite(file, 12));
    }

    @Test
    void hasEverythingAgainAfterTheFileWasCutShort() throws Exception {
        survives(file -> {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() / 2);
            }
        });
    }

    @Test
    void hasEverythingAgainAfterTheFileWasDeleted() throws Exception {
        survives(Files::delete);
    }

    @Test
    void hasEverythingAgainAfterTheFileWasOverwrittenAltogether() throws Exception {
        survives(file -> Files.write(file, new byte[(int) Files.size(file)]));
    }

    /** What happens to the file. */
    @FunctionalInterface
    private interface Harm {
        void to(Path file) throws IOException;
    }

    private void survives(Harm harm) throws Exception {
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            for (int i = 0; i < 10; i++) {
                bench.run(door, chain);
            }
            assertThat(bench.settle(door)).isEmpty();
            bench.run(door, chain); // has no end yet
            service.kill();
        }

        harm.to(bench.home.data().resolve("sandglass.mv.db"));

        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            bench.run(door, chain);
            assertThat(bench.settle(door)).as("seed %d", SEED).isEmpty();
            assertThat(door.sure("select count(*) from report.runs")).isEqualTo("12");
            service.terminate();
            service.awaitExit(ServiceProcess.PATIENCE);
        }
        Sandglass.Result verified = new Sandglass(bench.home.root()).call("verify");
        assertThat(verified.exitCode()).as(verified.out() + verified.err()).isZero();
    }

    /** The head of the file too: H2 keeps two of them. */
    private void overwrite(Path file, int pages) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            int all = (int) (channel.size() / PAGE);
            for (int i = 0; i < pages; i++) {
                byte[] page = new byte[PAGE];
                Arrays.fill(page, (byte) 0x5a);
                channel.write(ByteBuffer.wrap(page), (long) (i < 2 ? i : random.nextInt(all)) * PAGE);
            }
        }
    }
}
