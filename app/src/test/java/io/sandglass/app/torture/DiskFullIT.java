package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sandglass.app.Sandglass;
import io.sandglass.app.http.ControlClient;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cases D3 and D4, promise 7: the disk is full, and later it is not. Needs to be root, to have a small disk. */
class DiskFullIT {
    private static final Duration NOTICED = Duration.ofSeconds(2);
    private static final Duration RECOVERED = Duration.ofSeconds(10);
    private static final int CHUNK = 64 * 1024;

    @TempDir
    Path scratch;

    /** The data of the home; the rest of it is on the usual disk. */
    private Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        disk = Files.createDirectories(scratch.resolve("home/data"));
        mounted = Tool.runs("mount", "-t", "tmpfs", "-o", "size=96m,mode=0700", "tmpfs", disk.toString());
        assumeTrue(mounted, "skipped: only root can mount a disk of 96 MiB to fill it");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (mounted) {
            Tool.runs("umount", "-l", disk.toString());
        }
    }

    @Test
    void losesNothingWhileTheDiskIsFullAndGoesOnAfterwards() throws Exception {
        try (Bench bench = new Bench(scratch)) {
            Shape wide = bench.shapes.wide("wide", 60, 1); // much to write, as the journal has reserved a megabyte
            bench.using(wide);
            try (ServiceProcess service = bench.home.start()) {
                Door door = service.awaitReady();
                bench.run(door, wide);
                backUp(door, "before.zip");
                Path ballast = fill();

                ControlClient.Refused refused = runUntilRefused(bench, door, wide);

                assertThat(refused.retrySeconds()).as(refused.getMessage()).isPresent();
                Sandglass.await("the state", NOTICED, () -> door.state().equals("DEGRADED"));

                Files.delete(ballast);

                Sandglass.await("recovery", RECOVERED, () -> door.state().equals("READY"));
                bench.run(door, wide);
                assertThat(bench.settle(door)).isEmpty();
                backUp(door, "after.zip");
                assertThat(door.ask("verify", Map.of()).path("problems")).isEmpty();
            }
            try (ServiceProcess service = bench.home.start()) {
                assertThat(bench.settle(service.awaitReady())).isEmpty();
            }
        }
    }

    /** Case D4. */
    @Test
    void goesOnWhereNoMoreFilesCanBeMade() throws Exception {
        try (Bench bench = new Bench(scratch)) {
            Shape chain = bench.shapes.chain("chain", 3, 1);
            bench.using(chain);
            try (ServiceProcess service = bench.home.start()) {
                Door door = service.awaitReady();
                bench.run(door, chain);
                List<Path> ballast = takeAllFiles();

                bench.run(door, chain);
                Map<String, String> inside =
                        Map.of("file", disk.resolve("saved.zip").toString());
                assertThatThrownBy(() -> door.ask("backup", inside)).hasMessageContaining("No space left");
                assertThat(door.state()).isEqualTo("READY");

                for (Path file : ballast) {
                    Files.delete(file);
                }
                bench.run(door, chain);
                assertThat(bench.settle(door)).isEmpty();
                backUp(door, "after.zip");
                assertThat(door.ask("verify", Map.of()).path("problems")).isEmpty();
            }
        }
    }

    /** The disk has room, but no inodes. */
    private List<Path> takeAllFiles() throws IOException, InterruptedException {
        assertThat(Tool.runs("mount", "-o", "remount,nr_inodes=500", disk.toString()))
                .isTrue();
        List<Path> taken = new ArrayList<>();
        try {
            while (true) {
                taken.add(Files.createFile(disk.resolve("taken-" + taken.size())));
            }
        } catch (IOException full) {
            return taken; // which is the aim
        }
    }

    @Test
    void aBackupForWhichThereIsNoRoomTakesNone() throws Exception {
        Path small = Files.createDirectories(scratch.resolve("small"));
        assertThat(Tool.runs("mount", "-t", "tmpfs", "-o", "size=8k,mode=0700", "tmpfs", small.toString()))
                .isTrue();
        boolean unmounted = false;
        try (Bench bench = new Bench(scratch);
                ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();

            Map<String, String> request =
                    Map.of("file", small.resolve("saved.zip").toString());
            assertThatThrownBy(() -> door.ask("backup", request)).hasMessageContaining("No space left");

            unmounted = Tool.runs("umount", small.toString());
            assertThat(unmounted).as("no file is open there").isTrue();
        } finally {
            if (!unmounted) {
                Tool.runs("umount", "-l", small.toString());
            }
        }
    }

    /** So that whatever copies the database has been at work before the disk is full, too. */
    private void backUp(Door door, String name) throws IOException {
        Path file = scratch.resolve(name);
        door.ask("backup", Map.of("file", file.toString()));
        assertThat(file).isRegularFile();
    }

    /** What is acknowledged meanwhile counts. */
    private static ControlClient.Refused runUntilRefused(Bench bench, Door door, Shape shape) {
        ControlClient.Refused refused = catchThrowableOfType(ControlClient.Refused.class, () -> {
            for (int i = 0; i < 1_000; i++) {
                bench.run(door, shape);
            }
        });
        assertThat(refused).as("a run that is refused").isNotNull();
        return refused;
    }

    /** To the last byte. */
    private Path fill() throws IOException {
        Path ballast = disk.resolve("ballast");
        try (var out = Files.newOutputStream(ballast)) {
            for (int size = CHUNK; size > 0; size /= 2) {
                write(out, size);
            }
        }
        return ballast;
    }

    private static void write(OutputStream out, int size) {
        try {
            while (true) {
                out.write(new byte[size]);
            }
        } catch (IOException full) {
            return; // which is the aim
        }
    }
}
