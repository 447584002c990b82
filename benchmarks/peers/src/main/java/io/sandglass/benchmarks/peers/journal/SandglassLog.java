package io.sandglass.benchmarks.peers.journal;

import io.sandglass.store.journal.Frame;
import io.sandglass.store.journal.Journal;
import io.sandglass.store.journal.JournalSettings;
import java.nio.file.Path;
import java.util.List;

/** The journal of this product. */
final class SandglassLog implements RecordLog {
    private final Journal journal;

    SandglassLog(Path directory) {
        journal = Journal.open(JournalSettings.in(directory));
    }

    @Override
    public void append(byte[] record) {
        journal.append(List.of(new Frame((byte) 1, record)));
    }

    @Override
    public void close() {
        journal.close();
    }
}
