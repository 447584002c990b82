package io.sandglass.store;

import io.sandglass.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What waits for room because of one large record: that record, and what follows it in its run. Used by one
 * thread, but any may ask which runs wait, and why.
 */
final class HeldEntries {
    private final Map<RunId, String> runs = new ConcurrentHashMap<>();
    private final List<JournalEntry> entries = new ArrayList<>();

    boolean isEmpty() {
        return runs.isEmpty();
    }

    Set<RunId> runs() {
        return Set.copyOf(runs.keySet());
    }

    /** Why a run waits; empty if it does not. */
    Optional<String> why(RunId run) {
        return Optional.ofNullable(runs.get(run));
    }

    /** Whether an entry has to wait for one that is held. */
    boolean holdsUp(JournalEntry entry) {
        return !entry.isEmpty() && runs.containsKey(entry.run());
    }

    void add(JournalEntry entry, String why) {
        runs.put(entry.run(), why);
        entries.add(entry);
    }

    /** It has to wait for one of its run. */
    void addBehind(JournalEntry entry) {
        entries.add(entry);
    }

    /** In their order. */
    List<JournalEntry> entries() {
        return entries;
    }

    void clear() {
        entries.clear();
        runs.clear();
    }
}
