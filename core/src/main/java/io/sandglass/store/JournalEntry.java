package io.sandglass.store;

import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Records of one run on their way. Thread-safe. */
final class JournalEntry {
    private final List<RunRecord> records;
    private final long bytes;
    private final boolean keep;
    private final CompletableFuture<Boolean> stored = new CompletableFuture<>();

    /**
     * @param records none for a flush
     * @param keep whether they wait for the end of an outage
     */
    JournalEntry(List<RunRecord> records, boolean keep) {
        this.records = List.copyOf(records);
        this.bytes = this.records.stream().mapToLong(RecordSize::of).sum();
        this.keep = keep;
    }

    List<RunRecord> records() {
        return records;
    }

    boolean keep() {
        return keep;
    }

    /** Completes with false if the store left the run out; of a flush, if something that came before it still waits. */
    CompletableFuture<Boolean> stored() {
        return stored;
    }

    int size() {
        return records.size();
    }

    /** Of memory, roughly. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return records.isEmpty();
    }

    /** Not of a flush. */
    RunId run() {
        return records.get(0).run();
    }

    /** Not of a flush. */
    long firstSeq() {
        return records.get(0).seq();
    }

    /** @param all whether everything that came before it is stored */
    void done(Set<RunId> leftOut, boolean all) {
        stored.complete(isEmpty() ? all : !leftOut.contains(run()));
    }

    void fail(RuntimeException why) {
        stored.completeExceptionally(why);
    }
}
