package io.sandglass.store;

import io.sandglass.run.RunId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What waits for room because of one large record: that record, and what follows it in its run. Used by one
 * thread, but any may ask which runs wait.
 */
final class HeldEntries {
    private final Set<RunId> runs = ConcurrentHashMap.newKeySet();
    private final List<JournalEntry> entries = new ArrayList<>();

    boolean isEmpty() {
        return runs.isEmpty();
    }

    Set<RunId> runs() {
        return Set.copyOf(runs);
    }

    /** Whether an entry has to wait for one that is held. */
    boolean holdsUp(JournalEntry entry) {
        return !entry.isEmpty() && runs.contains(entry.run());
    }

    void add(JournalEntry entry) {
        runs.add(entry.run());
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
