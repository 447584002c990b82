package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sandglass.app.Sandglass;
import io.sandglass.app.torture.Fact.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case C1, promise 14: somebody sets the clock of the machine while the service runs. Needs libfaketime. */
class ClockSetIT {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/local/lib/faketime/libfaketimeMT.so.1"));

    private static final String SLOTS = "select count(*) from report.slots";
    private static final String TWICE =
            "select count(*) - count(distinct trigger_name || ' ' || fire_time) from report.slots";
    private static final String GAPS = "select count(*) from (select count(*) as slots,"
            + " datediff(second, min(fire_time), max(fire_time)) as seconds"
            + " from report.slots group by trigger_name) where slots <> seconds + 1";
    private static final String SHARED =
            "select count(distinct trigger_name) from report.slots where reason like 'stands for every slot before%'";
    private static final String OPEN =
            "select count(*) from report.runs where workflow = 'chain' and status = 'RUNNING'";

    @TempDir
    Path scratch;

    private Path setting;
    private Map<String, String> environment = Map.of();
    private Bench bench;

    @BeforeEach
    void aBench() throws Exception {
        assumeTrue(
                Boolean.getBoolean("clock"),
                "skipped: libfaketime does not get on with every build of Java; ask for it with -Dclock=true");
        Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
        assumeTrue(library.isPresent(), "skipped: libfaketime is not installed, so that the clock cannot be set");
        setting = Files.writeString(scratch.resolve("clock"), "+0\n");
        environment = Map.of(
                "LD_PRELOAD", library.get().toString(),
                "FAKETIME_TIMESTAMP_FILE", setting.toString(),
                "FAKETIME_NO_CACHE", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // else each thread that waits for a time turns in circles, and a start takes minutes
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
        bench = new Bench(scratch);
    }

    @AfterEach
    void away() throws IOException {
        if (bench != null) {
            bench.close();
        }
    }

    @Test
    void firesNoSlotTwiceWhenTheClockIsSetBack() throws Exception {
        afterTheClockWasSet(Duration.ofMinutes(-10), door -> {
            runToEnd(door);
            String slots = door.sure(SLOTS);

            runToEnd(door);
            assertThat(door.sure(TWICE)).isEqualTo("0");
            assertThat(door.sure(SLOTS)).isEqualTo(slots);
        });
    }

    @Test
    void givesEachSlotItsRecordWhenTheClockIsSetForwardByTenMinutes() throws Exception {
        afterTheClockWasSet(Duration.ofMinutes(10), door -> {
            Sandglass.await(
                    "the slots of ten minutes",
                    ServiceProcess.PATIENCE,
                    () -> Integer.parseInt(door.sure(SLOTS)) > 2 * 600);
            runToEnd(door);

            assertThat(door.sure(TWICE)).isEqualTo("0");
            assertThat(door.sure(GAPS)).isEqualTo("0");
        });
    }

    /** That is more slots than are recorded one by one. */
    @Test
    void recordsWhatItCannotListWhenTheClockIsSetForwardByADay() throws Exception {
        afterTheClockWasSet(Duration.ofDays(1), door -> {
            Sandglass.await(
                    "the oldest slots",
                    ServiceProcess.PATIENCE,
                    () -> door.sure(SHARED).equals("2"));
            runToEnd(door);

            assertThat(door.sure(TWICE)).isEqualTo("0");
        });
    }

    /** What is looked at then. */
    private interface Look {
        void at(Door door) throws Exception;
    }

    private void afterTheClockWasSet(Duration by, Look look) throws Exception {
        Shape chain = bench.shapes.chain("chain", 4, 20);
        bench.using(chain);
        try (ServiceProcess service = bench.home.start(environment)) {
            Door door = service.awaitReady();
            bench.deployTimed(door);
            Sandglass.await("a beat", ServiceProcess.PATIENCE, () -> starts() > 2);
            bench.run(door, chain);

            Files.writeString(setting, "%+d%n".formatted(by.toSeconds()));
            service.awaitLog("the wall clock was set by " + (by.isNegative() ? "-" : ""));
            bench.run(door, chain);

            look.at(door);
            assertThat(service.errors()).isEmpty();
        }
    }

    private void runToEnd(Door door) throws IOException {
        bench.run(door, bench.shapes.chain("chain", 4, 20));
        Sandglass.await(
                "the end of the run",
                ServiceProcess.PATIENCE,
                () -> door.sure(OPEN).equals("0"));
    }

    private int starts() {
        return (int) bench.ledger.facts().stream()
                .filter(fact -> fact.is(Kind.START))
                .count();
    }
}
