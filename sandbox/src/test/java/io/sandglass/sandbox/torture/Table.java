package io.sandglass.sandbox.torture;

import java.util.ArrayList;
import java.util.List;

/** What was expected of each guest on each engine, and what came. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    Table() {
        rows.add(List.of("case", "engine", "expected", "got"));
    }

    void add(String guest, String engine, Ended expected, String got) {
        rows.add(List.of(guest, engine, expected.toString(), got));
    }

    int size() {
        return rows.size() - 1;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                text.append(pad(row.get(column), width(column)));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0) + 2;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
