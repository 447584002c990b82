package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.StoreUnavailable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that fail and come back (D1, D2, D3, D6). */
class FaultyDiskTest {
    @TempDir
    private Path home;

    @BeforeEach
    void register() {
        FaultyDisk.register();
    }

    @AfterEach
    void repair() {
        FaultyDisk.repair();
    }

    @Test
    void saysSoWhileTheDiskIsFullAndGoesOnAfterwards() {
        Map<Long, Long> acknowledged = new HashMap<>();
        try (H2Store store = open(home)) {
            acknowledged.put(append(store, 1), 3L);

            FaultyDisk.fill();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> append(store, 2)).isInstanceOf(StoreUnavailable.class);
            }
            FaultyDisk.repair();

            acknowledged.put(append(store, 2), 3L);
            acknowledged.put(append(store, 3), 3L);
        }
        check(home, acknowledged, "full disk");
    }

    @Test
    void losesNothingAcknowledgedWhicheverWriteFails() {
        long failures = 0;
        for (int writes = 0; writes < 40; writes += 1 + writes / 8) {
            Path data = home.resolve("after-" + writes);
            Map<Long, Long> acknowledged = new HashMap<>();
            try (H2Store store = open(data)) {
                FaultyDisk.failOnceAfter(writes);
                for (long run = 1; run <= 30; run++) {
                    acknowledged.put(appendStubbornly(store, run), 3L);
                }
                failures += FaultyDisk.failures();
                FaultyDisk.repair();
            }
            check(data, acknowledged, "write " + writes);
        }
        assertThat(failures).isGreaterThan(5);
    }

    private static H2Store open(Path data) {
        return H2Store.open(StoreSettings.inDirectory(data), FaultyDisk.SCHEME);
    }

    private static void check(Path data, Map<Long, Long> acknowledged, String context) {
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(data))) {
            Consistency.check(store, acknowledged, context);
        }
    }

    private static long appendStubbornly(H2Store store, long run) {
        for (int attempt = 1; ; attempt++) {
            try {
                return append(store, run);
            } catch (StoreUnavailable e) {
                assertThat(attempt).as("tries for run %d, last: %s", run, e).isLessThan(5);
            }
        }
    }

    private static long append(H2Store store, long run) {
        List<RunRecord> records = Samples.records(
                new RunId(run),
                Samples.started(Cause.manual()),
                Samples.attemptStarted("load", 1),
                Samples.succeeded("load", 1, Payload.of("x".repeat(3_000))));
        store.runs().append(records);
        return run;
    }
}
