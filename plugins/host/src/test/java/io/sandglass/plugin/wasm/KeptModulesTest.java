package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptModulesTest {
    private static final long NOW = -5;
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path directory;

    @Test
    void deletesWhatNeitherHistoryNorAPluginNeeds() throws IOException {
        String named = leftBehind(1);
        String forgotten = leftBehind(2);
        KeptModules kept = new KeptModules(directory);
        byte[] held = {3};
        String running = Digests.hex(held);
        kept.keep(running, held);
        Files.writeString(directory.resolve("README"), "not a module");

        int gone = kept.sweep(NOW, Duration.ZERO, named::equals);

        assertThat(gone).isEqualTo(1);
        assertThat(names()).containsExactlyInAnyOrder(named + ".wasm", running + ".wasm", "README");
        assertThat(forgotten).isNotIn(names());
        assertThat(held).hasSize(1); // held until here
    }

    @Test
    void deletesWhatWasLeftHalfWritten() throws IOException {
        String named = leftBehind(1);
        Files.write(directory.resolve("half1234567890.new"), new byte[] {1});
        Files.writeString(directory.resolve("half a note"), "not a module");

        int gone = new KeptModules(directory).sweep(NOW, HOUR, named::equals);

        assertThat(gone).isZero();
        assertThat(names()).containsExactlyInAnyOrder(named + ".wasm", "half a note");
    }

    @Test
    void givesHistoryTimeToNameWhatRanLast() throws IOException {
        String idle = leftBehind(1);
        KeptModules kept = new KeptModules(directory);

        assertThat(kept.sweep(NOW, HOUR, digest -> false)).isZero();
        assertThat(kept.sweep(NOW + HOUR.toNanos() - 1, HOUR, digest -> false)).isZero();
        assertThat(kept.sweep(NOW + HOUR.toNanos(), HOUR, idle::equals)).isZero();
        assertThat(kept.sweep(NOW + HOUR.toNanos(), HOUR, digest -> false)).isEqualTo(1);
    }

    @Test
    void keepsWhatBeginsToRunWhileHistoryIsAsked() throws IOException {
        byte[] wasm = {1};
        String digest = leftBehind(1);
        KeptModules kept = new KeptModules(directory);

        int gone = kept.sweep(NOW, Duration.ZERO, asked -> {
            kept.keep(digest, wasm);
            return false;
        });

        assertThat(gone).isZero();
        assertThat(kept.find(digest)).isPresent();
        assertThat(wasm).hasSize(1);
    }

    @Test
    void neverTakesAModuleFromUnderOneThatRuns() throws Exception {
        KeptModules kept = new KeptModules(directory);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int worker = 0; worker < 2; worker++) {
                work.add(() -> runs(kept));
            }
            work.add(() -> {
                for (int round = 0; round < 200; round++) {
                    kept.sweep(NOW, Duration.ZERO, Set.of()::contains);
                }
                return null;
            });

            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Void runs(KeptModules kept) throws IOException {
        for (int round = 0; round < 200; round++) {
            byte[] wasm = {(byte) (round % 5)};
            String digest = Digests.hex(wasm);
            kept.keep(digest, wasm);
            assertThat(kept.find(digest)).isPresent();
            assertThat(wasm).hasSize(1);
        }
        return null;
    }

    /** A module of a process that is gone. */
    private String leftBehind(int content) throws IOException {
        byte[] wasm = {(byte) content};
        new KeptModules(directory).keep(Digests.hex(wasm), wasm);
        return Digests.hex(wasm);
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
