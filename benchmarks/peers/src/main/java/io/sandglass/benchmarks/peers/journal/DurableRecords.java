package io.sandglass.benchmarks.peers.journal;

import io.sandglass.benchmarks.measure.Contender;
import io.sandglass.benchmarks.measure.Stage;
import io.sandglass.benchmarks.measure.Workload;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code journal}. */
public final class DurableRecords implements Workload {
    private static final int[] PRODUCERS = {1, 16, 64};
    private static final int RECORDS = 20_000;
    private static final int RECORDS_OF_ONE = 3_000;

    /** Anything from 10 to 500 microseconds gave the same; the broker's 3.3 ms for NIO suit a lone producer badly. */
    private static final int WAIT = 50_000;

    @Override
    public String name() {
        return "journal";
    }

    @Override
    public String about() {
        return "records of 200 bytes, each of which its producer knows to be on the disk before it makes the next";
    }

    @Override
    public List<Contender> contenders(Stage stage) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        for (int producers : PRODUCERS) {
            int each = stage.size(producers == 1 ? RECORDS_OF_ONE : RECORDS / producers);
            Opening opening = (log, open) ->
                    contenders.add(new Producers(log, open.at(stage.directory("journal")), producers, each));
            opening.with("Sandglass", SandglassLog::new);
            if (stage.peers()) {
                artemis(opening, producers == 1);
            }
        }
        return contenders;
    }

    /** Without a buffer it syncs once for each record, which only a lone producer profits from. */
    private static void artemis(Opening opening, boolean alone) throws Exception {
        if (alone) {
            opening.with("Artemis NIO, unbuffered", directory -> ArtemisLog.nio(directory, 0));
        }
        opening.with("Artemis NIO", directory -> ArtemisLog.nio(directory, WAIT));
        opening.with("Artemis MAPPED", directory -> ArtemisLog.mapped(directory, WAIT));
        if (ArtemisLog.asyncioLoads()) {
            opening.with("Artemis ASYNCIO", directory -> ArtemisLog.asyncio(directory, WAIT));
        }
    }

    private interface Opening {
        void with(String log, Open open) throws Exception;
    }

    private interface Open {
        RecordLog at(Path directory) throws Exception;
    }
}
