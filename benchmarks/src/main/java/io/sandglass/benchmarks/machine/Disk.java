package io.sandglass.benchmarks.machine;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import io.sandglass.benchmarks.measure.Stage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long the disk takes to have a record safe. */
public final class Disk implements Contender {
    /** A record at the end of a growing file. */
    public static final Measure APPEND = new Measure("fsync of an appended record, median", "us");
    /** A record over bytes that the file has already. */
    public static final Measure OVERWRITE = new Measure("fsync of an overwritten record, median", "us");

    private static final Measure APPEND_RATE = Measure.rate("records appended and synced", "fsyncs");
    private static final Measure OVERWRITE_RATE = Measure.rate("records overwritten and synced", "fsyncs");
    private static final Measure OVERWRITE_P99 = new Measure("fsync of an overwritten record, p99", "us");

    private final SyncedFile growing;
    private final SyncedFile fixed;
    private final int records;

    private Disk(Path directory, int records) throws Exception {
        growing = new SyncedFile(directory.resolve("growing"));
        fixed = new SyncedFile(directory.resolve("fixed")).preallocated();
        this.records = records;
    }

    public static Disk open(Stage stage, int records) throws Exception {
        return new Disk(stage.directory("disk"), stage.size(records));
    }

    @Override
    public String system() {
        return "the disk";
    }

    @Override
    public String durability() {
        return "power";
    }

    @Override
    public void warmUp() throws Exception {
        round();
    }

    @Override
    public Map<Measure, Double> round() throws Exception {
        long[] appended = growing.append(records);
        long[] overwritten = fixed.overwrite(records);
        Map<Measure, Double> values = new LinkedHashMap<>();
        values.put(APPEND, appended[records / 2] / 1e3);
        values.put(APPEND_RATE, rate(appended));
        values.put(OVERWRITE, overwritten[records / 2] / 1e3);
        values.put(OVERWRITE_P99, overwritten[records * 99 / 100] / 1e3);
        values.put(OVERWRITE_RATE, rate(overwritten));
        return values;
    }

    private static double rate(long[] nanos) {
        long sum = 0;
        for (long one : nanos) {
            sum += one;
        }
        return nanos.length * 1e9 / sum;
    }

    @Override
    public void close() {
        growing.close();
        fixed.close();
    }
}
