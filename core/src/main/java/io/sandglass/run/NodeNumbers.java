package io.sandglass.run;

import java.util.Arrays;
import java.util.List;

/**
 * The place of each id in a list: a hash table of its own, since the hash codes of strings are alike too often where ids
 * differ in a few digits, as those of large generated workflows do. Immutable.
 */
final class NodeNumbers {
    /** The answer for an id that is not there. */
    static final int NONE = -1;

    /** Of FNV-1a for 32 bits; see the IETF's draft-eastlake-fnv. */
    private static final int OFFSET_BASIS = 0x811c9dc5;

    private static final int PRIME = 0x01000193;

    private final List<String> ids;
    /** Open addressing, at most half full: a free place holds {@link #NONE}. */
    private final int[] table;

    /** @param ids each once; immutable */
    NodeNumbers(List<String> ids) {
        this.ids = ids;
        this.table = new int[Math.max(2, Integer.highestOneBit(Math.max(1, ids.size())) << 2)];
        Arrays.fill(table, NONE);
        for (int number = 0; number < ids.size(); number++) {
            table[place(ids.get(number))] = number;
        }
    }

    /** @return {@link #NONE} if the id is not there */
    int of(String id) {
        return table[place(id)];
    }

    /** Where the id is, or would be. */
    private int place(String id) {
        int place = hash(id) & table.length - 1;
        while (table[place] != NONE && !ids.get(table[place]).equals(id)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private static int hash(String id) {
        int hash = OFFSET_BASIS;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * PRIME;
        }
        return hash ^ hash >>> 16;
    }
}
