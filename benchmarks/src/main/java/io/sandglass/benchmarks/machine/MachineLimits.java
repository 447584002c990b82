package io.sandglass.benchmarks.machine;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import java.util.List;

/** {@code machine}. */
public final class MachineLimits implements Workload {
    @Override
    public String name() {
        return "machine";
    }

    @Override
    public String about() {
        return "the disk and H2 alone, records of " + SyncedFile.RECORD_BYTES + " bytes";
    }

    @Override
    public List<Contender> contenders(Stage stage) throws Exception {
        return List.of(Disk.open(stage, 1_000), SyncedRows.open(stage));
    }
}
