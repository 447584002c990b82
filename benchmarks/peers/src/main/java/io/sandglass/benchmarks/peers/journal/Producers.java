package io.sandglass.benchmarks.peers.journal;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Measure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** So many threads, each of which appends one record after the other and waits for each to be durable. */
final class Producers implements Contender {
    private static final int RECORD_BYTES = 200;
    private static final Measure RATE = Measure.rate("durable records", "records");
    private static final Measure P50 = new Measure("append, p50", "us");
    private static final Measure P99 = new Measure("append, p99", "us");

    private final String log;
    private final RecordLog records;
    private final int producers;
    private final int each;
    private final ExecutorService threads;

    Producers(String log, RecordLog records, int producers, int each) {
        this.log = log;
        this.records = records;
        this.producers = producers;
        this.each = each;
        this.threads = Executors.newFixedThreadPool(producers);
    }

    @Override
    public String system() {
        return log + ", " + producers + (producers == 1 ? " producer" : " producers");
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
        long begun = System.nanoTime();
        List<Future<long[]>> running = new ArrayList<>();
        for (int i = 0; i < producers; i++) {
            running.add(threads.submit(this::produce));
        }
        long[] nanos = new long[producers * each];
        for (int i = 0; i < producers; i++) {
            System.arraycopy(running.get(i).get(), 0, nanos, i * each, each);
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        Arrays.sort(nanos);
        Map<Measure, Double> values = new LinkedHashMap<>();
        values.put(RATE, nanos.length / seconds);
        values.put(P50, nanos[nanos.length / 2] / 1e3);
        values.put(P99, nanos[(int) (nanos.length * 99L / 100)] / 1e3);
        return values;
    }

    private long[] produce() throws Exception {
        long[] nanos = new long[each];
        for (int i = 0; i < each; i++) {
            byte[] record = new byte[RECORD_BYTES];
            long begun = System.nanoTime();
            records.append(record);
            nanos[i] = System.nanoTime() - begun;
        }
        return nanos;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        records.close();
    }
}
