package io.sandglass.migration;

import java.util.Arrays;

/** Damerau-Levenshtein distance (optimal string alignment), computed only near the diagonal. */
final class EditDistance {
    private final int cap;
    private final String from;
    private final String to;

    private EditDistance(int cap, String from, String to) {
        this.cap = cap;
        this.from = from;
        this.to = to;
    }

    /** The distance, or {@code cap + 1} if it is greater than the cap. Costs O(length * cap). */
    static int within(int cap, String from, String to) {
        if (Math.abs(from.length() - to.length()) > cap) {
            return cap + 1;
        }
        return new EditDistance(cap, from, to).compute();
    }

    private int compute() {
        var beforeLast = new int[to.length() + 1];
        var last = new int[to.length() + 1];
        for (var j = 0; j <= to.length(); j++) {
            last[j] = j;
        }
        for (var i = 1; i <= from.length(); i++) {
            var row = row(i, last, beforeLast);
            beforeLast = last;
            last = row;
        }
        return Math.min(cap + 1, last[to.length()]);
    }

    private int[] row(int i, int[] last, int[] beforeLast) {
        var row = new int[to.length() + 1];
        Arrays.fill(row, cap + 1);
        row[0] = i;
        for (var j = Math.max(1, i - cap); j <= Math.min(to.length(), i + cap); j++) {
            var same = from.charAt(i - 1) == to.charAt(j - 1);
            var cost = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(last[j], row[j - 1]) + 1);
            row[j] = swapped(i, j) ? Math.min(cost, beforeLast[j - 2] + 1) : cost;
        }
        return row;
    }

    private boolean swapped(int i, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
