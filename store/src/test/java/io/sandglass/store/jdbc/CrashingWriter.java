package io.sandglass.store.jdbc;

import static io.sandglass.store.fixture.Samples.attemptStarted;
import static io.sandglass.store.fixture.Samples.ended;
import static io.sandglass.store.fixture.Samples.failed;
import static io.sandglass.store.fixture.Samples.started;
import static io.sandglass.store.fixture.Samples.succeeded;

import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.fixture.Samples;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Writes runs until it is killed, and says what was acknowledged: a line {@code run seq} after each batch. */
public final class CrashingWriter {
    private CrashingWriter() {}

    /** @param args the data directory, the first run's number, the seed */
    public static void main(String[] args) {
        Random random = new Random(Long.parseLong(args[2]));
        PrintStream out = new PrintStream(System.out, true);
        try (H2Store store = H2Store.open(StoreSettings.inDirectory(Path.of(args[0])))) {
            for (long run = Long.parseLong(args[1]); ; run++) {
                write(store, new RunId(run), random, out);
            }
        }
    }

    private static void write(H2Store store, RunId run, Random random, PrintStream out) {
        List<RunRecord> records = Samples.records(run, events(random));
        int from = 0;
        while (from < records.size()) {
            int to = Math.min(records.size(), from + 1 + random.nextInt(6));
            store.runs().append(records.subList(from, to));
            out.println(run.value() + " " + to);
            from = to;
        }
    }

    private static RunEvent[] events(Random random) {
        List<RunEvent> events = new ArrayList<>(List.of(started(Cause.manual())));
        Payload output = Payload.of("x".repeat(random.nextInt(random.nextInt(20) == 0 ? 100_000 : 500)));
        for (int node = random.nextInt(10); node >= 0; node--) {
            events.add(attemptStarted("n" + node, 1));
            if (random.nextBoolean()) {
                events.add(failed("n" + node, 1, Optional.of(Samples.T0)));
                events.add(attemptStarted("n" + node, 2));
                events.add(succeeded("n" + node, 2, output));
            } else {
                events.add(succeeded("n" + node, 1, output));
            }
        }
        events.add(ended(RunStatus.SUCCEEDED, Optional.empty()));
        return events.toArray(RunEvent[]::new);
    }
}
