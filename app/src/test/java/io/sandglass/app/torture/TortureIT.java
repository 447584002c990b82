package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;

/**
 * Cases K1, K2 and the promises 1 to 6 on the real process: 60 kills in the usual build, or {@code -Dkills=n -Dseed=n}.
 */
class TortureIT {
    private static final int KILLS = Integer.getInteger("kills", 60);
    private static final long SEED = Long.getLong("seed", 20_261_121L);

    @Test
    void losesNothingThatItAcknowledged() throws Exception {
        Path scratch = emptied(Path.of("target", "torture").toAbsolutePath());

        try (Torture torture = new Torture(scratch, SEED)) {
            Report report = torture.run(KILLS);

            System.out.println(report.counts());
            System.out.println(report.verdict());
            assertThat(report.violations())
                    .as("%s; again with %s; evidence in %s", report.verdict(), report.replay(), scratch)
                    .isEmpty();
        }
    }

    /** What is left of the last time may be looked at until the next. */
    private static Path emptied(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (var files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(TortureIT::delete);
            }
        }
        return Files.createDirectories(directory);
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
