package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sandglass.app.Sandglass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Case C6: the system gives the service no more files, or no more threads, at its start or in the middle of its work. */
class ScarceIT {
    private static final Duration SCARCE = Duration.ofSeconds(5);
    private static final Duration RECOVERED = Duration.ofSeconds(20);

    /** The service's, when it could not have a thread where nobody could go on without. */
    private static final int NO_THREAD = 70;

    private static final Path CONTROL = Path.of("/sys/fs/cgroup/pids");

    @TempDir
    Path scratch;

    private Bench bench;

    @BeforeEach
    void aBench() throws Exception {
        bench = new Bench(scratch);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 48, 64})
    void startsOrRefusesWithFewFilesAndLeavesNothingHalf(int files) throws Exception {
        assumeLimits();
        bench.home.startedBy("prlimit", "--nofile=" + files);
        try (ServiceProcess service = bench.home.start()) {
            if (service.ready(SCARCE.multipliedBy(4)).isEmpty()) {
                assertThat(service.alive()).as("it hangs: " + service.log()).isFalse();
                assertThat(service.awaitExit(SCARCE)).isNotZero();
            }
        }
        bench.home.startedBy();
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            worksAsEver(service, door, bench.shapes.chain("after", 3, 1));
        }
    }

    @Test
    void goesOnAfterThereWereNoMoreFiles() throws Exception {
        assumeLimits();
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            Shape chain = bench.shapes.chain("chain", 3, 10);
            bench.using(chain).deployTimed(door);
            bench.run(door, chain);
            String pid = String.valueOf(service.pid());

            assertThat(Tool.runs("prlimit", "--pid", pid, "--nofile=1:")).isTrue();
            assertThat(service.endsWithin(SCARCE)).as(service.log()).isFalse();
            assertThat(Tool.runs("prlimit", "--pid", pid, "--nofile=1024:")).isTrue();

            worksAsEver(service, door, chain);
        }
    }

    /** Case D4: as on a disk whose quota is used up. */
    @Test
    void goesOnAfterNoFileCouldBeWritten() throws Exception {
        assumeLimits();
        Shape chain = bench.shapes.chain("chain", 3, 10);
        bench.using(chain);
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            bench.run(door, chain);
            String pid = String.valueOf(service.pid());

            assertThat(Tool.runs("prlimit", "--pid", pid, "--fsize=1:")).isTrue();
            runs(door, chain);
            Sandglass.await("the state", SCARCE, () -> door.state().equals("DEGRADED"));
            assertThat(service.endsWithin(SCARCE)).as(service.log()).isFalse();
            assertThat(Tool.runs("prlimit", "--pid", pid, "--fsize=unlimited:")).isTrue();

            worksAsEver(service, door, chain);
        }
        try (ServiceProcess service = bench.home.start()) {
            worksAsEver(service, service.awaitReady(), chain);
        }
    }

    @Test
    void goesOnAfterThereWereNoMoreThreads() throws Exception {
        Path group = CONTROL.resolve("sandglass-" + ProcessHandle.current().pid());
        assumeTrue(isMade(group), "skipped: only root, where " + CONTROL + " is, can limit the threads of a process");
        Shape wide = bench.shapes.wide("wide", 60, 300);
        bench.using(wide);
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            Files.writeString(group.resolve("cgroup.procs"), String.valueOf(service.pid()));
            Files.writeString(group.resolve("pids.max"), String.valueOf(threads(service) + 3));

            runs(door, wide);
            service.endsWithin(SCARCE);
            Files.writeString(group.resolve("pids.max"), "max");

            if (service.alive()) {
                worksAsEver(service, door, wide);
            } else {
                assertThat(service.awaitExit(SCARCE)).as(service.log()).isEqualTo(NO_THREAD);
            }
        } finally {
            Files.deleteIfExists(group);
        }
        try (ServiceProcess service = bench.home.start()) {
            worksAsEver(service, service.awaitReady(), wide);
        }
    }

    private static void assumeLimits() throws InterruptedException {
        assumeTrue(Tool.runs("prlimit", "--version"), "skipped: there is no prlimit, which takes files away");
    }

    private static boolean isMade(Path group) {
        try {
            Files.createDirectory(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is acknowledged counts; it may refuse. */
    private void runs(Door door, Shape shape) {
        for (int i = 0; i < 3; i++) {
            try {
                bench.run(door, shape);
            } catch (IOException e) {
                return;
            }
        }
    }

    private void worksAsEver(ServiceProcess service, Door door, Shape shape) throws Exception {
        bench.using(shape);
        Sandglass.await("recovery", RECOVERED, () -> door.state().equals("READY"));
        String run = bench.run(door, shape);
        assertThat(bench.settleWhateverFailed(door)).isEmpty();
        assertThat(door.value("select status from report.runs where run_id = ?", run))
                .as(service.log())
                .isEqualTo("SUCCEEDED");
        assertThat(door.ask("verify", Map.of()).path("problems")).isEmpty();
    }

    private static long threads(ServiceProcess service) throws IOException {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + service.pid() + "/task"))) {
            return tasks.count();
        }
    }
}
