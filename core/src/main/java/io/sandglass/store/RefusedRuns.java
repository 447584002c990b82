package io.sandglass.store;

import io.sandglass.run.RunId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs of which the store refused a record, each with what it refused: what follows in such a run cannot be stored
 * either, until a record comes in the place of the refused one. Used by one thread.
 */
final class RefusedRuns {
    private final Map<RunId, Refusal> refused = new HashMap<>();

    /** Nothing is remembered of a run that was to begin: it does not exist. */
    void add(JournalEntry entry, RecordRefused why) {
        if (entry.firstSeq() > 1) {
            refused.put(entry.run(), new Refusal(entry.firstSeq(), why));
        }
    }

    /** Why an entry cannot be stored. */
    Optional<RecordRefused> obstacle(JournalEntry entry) {
        Refusal refusal = of(entry);
        return refusal == null || refusal.seq == entry.firstSeq() ? Optional.empty() : Optional.of(refusal.why);
    }

    /** An entry was stored. */
    void forget(JournalEntry entry) {
        if (of(entry) != null) {
            refused.remove(entry.run());
        }
    }

    private @Nullable Refusal of(JournalEntry entry) {
        return entry.isEmpty() ? null : refused.get(entry.run());
    }

    private record Refusal(long seq, RecordRefused why) {}
}
