package io.sandglass.store.jdbc;

import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.store.fixture.Samples;
import java.nio.file.Path;

/**
 * Prints how long a new process takes to open the store in a directory, to append its first record, and to close. Run it
 * twice: the first time creates the database.
 */
public final class ColdStart {
    private ColdStart() {}

    /** @param args the data directory */
    public static void main(String[] args) {
        long begin = System.nanoTime();
        H2Store store = H2Store.open(StoreSettings.inDirectory(Path.of(args[0])));
        long opened = System.nanoTime();
        store.runs().append(Samples.records(new RunId(System.nanoTime()), Samples.started(Cause.manual())));
        long appended = System.nanoTime();
        store.close();
        System.out.printf(
                "open %d ms, first append %d ms, close %d ms%n",
                (opened - begin) / 1_000_000,
                (appended - opened) / 1_000_000,
                (System.nanoTime() - appended) / 1_000_000);
    }
}
