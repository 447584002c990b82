package io.sandglass.app;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What one look at a directory found, set against the look before: neither a change nor an absence counts until it was
 * seen twice, as an editor may be in the middle of saving and a network drive may stumble.
 *
 * @param files all that are there
 * @param settled those that were the same at the look before
 * @param missing known ones that are not there
 * @param gone those that were missing at the look before, too
 * @param generation of the node types at that time
 */
record Sight(
        SortedMap<String, FileStamp> files,
        SortedMap<String, FileStamp> settled,
        Set<String> missing,
        Set<String> gone,
        long generation) {
    static final Sight NOTHING = new Sight(new TreeMap<>(), new TreeMap<>(), Set.of(), Set.of(), -1);

    /** @param known the names of the files that were there once and are not yet counted as gone */
    Sight next(SortedMap<String, FileStamp> now, Set<String> known, long generationNow) {
        SortedMap<String, FileStamp> same = new TreeMap<>(now);
        same.entrySet().removeIf(file -> !file.getValue().equals(files.get(file.getKey())));
        Set<String> absent = minus(known, now);
        Set<String> twice = new HashSet<>(absent);
        twice.retainAll(missing);
        return new Sight(now, same, absent, twice, generationNow);
    }

    private static Set<String> minus(Set<String> known, Map<String, FileStamp> now) {
        Set<String> rest = new HashSet<>(known);
        rest.removeAll(now.keySet());
        return rest;
    }
}
