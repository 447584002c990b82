package io.sandglass.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The place of each id in a list: a hash table of its own, since the hash codes of strings are alike too often where ids
 * differ in a few digits, as those of large generated workflows do. Ids that somebody chose to crowd into a few places of
 * it are kept in order instead. Immutable.
 */
final class NodeNumbers {
    /** The answer for an id that is not there. */
    static final int NONE = -1;

    /** Of FNV-1a for 32 bits; see the IETF's draft-eastlake-fnv. */
    private static final int OFFSET_BASIS = 0x811c9dc5;

    private static final int PRIME = 0x01000193;

    /** How many places further on an id may be; among 100,000 that nobody chose it is less than a third of that. */
    private static final int FARTHEST = 64;

    private final List<String> ids;
    /** Open addressing, at most half full: a free place holds {@link #NONE}. */
    private final int[] table;
    /** All of them, if they crowd. */
    private final @Nullable Map<String, Integer> ordered;

    /** @param ids each once; immutable */
    NodeNumbers(List<String> ids) {
        this.ids = ids;
        this.table = new int[Math.max(2, Integer.highestOneBit(Math.max(1, ids.size())) << 2)];
        Arrays.fill(table, NONE);
        this.ordered = fill() ? null : inOrder(ids);
    }

    /** @return whether each was found near where it belongs; if not, not all are there */
    private boolean fill() {
        for (int number = 0; number < ids.size(); number++) {
            String id = ids.get(number);
            int place = place(id);
            if ((place - hash(id) & table.length - 1) > FARTHEST) {
                return false;
            }
            table[place] = number;
        }
        return true;
    }

    private static Map<String, Integer> inOrder(List<String> ids) {
        Map<String, Integer> ordered = new TreeMap<>();
        IntStream.range(0, ids.size()).forEach(number -> ordered.put(ids.get(number), number));
        return ordered;
    }

    /** @return {@link #NONE} if the id is not there */
    int of(String id) {
        return ordered == null ? table[place(id)] : ordered.getOrDefault(id, NONE);
    }

    /** Where the id is, or would be. */
    private int place(String id) {
        int place = hash(id) & table.length - 1;
        while (table[place] != NONE && !ids.get(table[place]).equals(id)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    static int hash(String id) {
        int hash = OFFSET_BASIS;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * PRIME;
        }
        return hash ^ hash >>> 16;
    }
}
