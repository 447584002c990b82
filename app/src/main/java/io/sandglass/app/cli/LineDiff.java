package io.sandglass.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What changed between two texts, line by line, by their longest common subsequence. */
final class LineDiff {
    /** Lines of unchanged text shown around a change. */
    private static final int CONTEXT = 2;

    /** Longer texts are shown as wholly replaced: comparing takes memory for every pair of lines. */
    private static final long MOST_CELLS = 4_000_000;

    private final List<String> before;
    private final List<String> after;

    LineDiff(String before, String after) {
        this.before = before.lines().toList();
        this.after = after.lines().toList();
    }

    /** Lines that begin with {@code -}, {@code +} or a blank; far from any change they are left out, as {@code ...}. */
    List<String> lines() {
        List<String> all = all();
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (nearChange(all, i)) {
                shown.add(all.get(i));
            } else if (shown.isEmpty() || !shown.get(shown.size() - 1).equals("...")) {
                shown.add("...");
            }
        }
        return shown;
    }

    private static boolean nearChange(List<String> lines, int at) {
        int from = Math.max(0, at - CONTEXT);
        int to = Math.min(lines.size(), at + CONTEXT + 1);
        return lines.subList(from, to).stream().anyMatch(line -> !line.startsWith(" "));
    }

    private List<String> all() {
        if ((long) before.size() * after.size() > MOST_CELLS) {
            return Stream.concat(
                            before.stream().map("- "::concat), after.stream().map("+ "::concat))
                    .toList();
        }
        int[][] common = commonTails();
        List<String> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            boolean same =
                    i < before.size() && j < after.size() && before.get(i).equals(after.get(j));
            if (same) {
                lines.add("  " + before.get(i));
                i++;
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add("- " + before.get(i++));
            } else {
                lines.add("+ " + after.get(j++));
            }
        }
        return lines;
    }

    /** Cell (i, j): how many lines the rests of both texts from there on have in common, in order. */
    private int[][] commonTails() {
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        return common;
    }
}
