package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows under headings, shown as a table for people or as a list of objects.
 *
 * @param rows cells of JDK values, as many in each row as there are columns; null shows as nothing
 * @param truncated whether there are more rows, which do not fit into an answer
 */
record Table(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
    private static final int WIDEST = 80;
    /** The last column pushes nothing aside, and often says what to do; but it may hold megabytes. */
    private static final int WIDEST_LAST = 1_000;

    private static final String GAP = "  ";

    Table {
        requireNonNull(columns, "columns");
        requireNonNull(rows, "rows");
    }

    Table(List<String> columns, List<List<@Nullable Object>> rows) {
        this(columns, rows, false);
    }

    void print(Terminal terminal, OutputFormat format) {
        format.print(terminal, this::objects, () -> lines(terminal).forEach(terminal.out()::println));
        warnIfTruncated(terminal);
    }

    /** Says on standard error if this is not all there is. */
    void warnIfTruncated(Terminal terminal) {
        if (truncated) {
            terminal.err()
                    .printf(
                            "sandglass: only the first %d rows are shown, the rest does not fit into one answer;"
                                    + " ask for less, or in parts%n",
                            rows.size());
        }
    }

    /** Prints the first row as a list of fields, empty ones left out. */
    void printFields(Terminal terminal) {
        int widest = columns.stream().mapToInt(String::length).max().orElse(0);
        for (int i = 0; i < columns.size(); i++) {
            Object cell = rows.get(0).get(i);
            if (cell != null) {
                String name = columns.get(i).toLowerCase(Locale.ROOT)
                        + " ".repeat(widest - columns.get(i).length());
                terminal.out()
                        .println(terminal.paint(name, Terminal.Ink.DIM)
                                + GAP
                                + terminal.paintState(Printable.line(cell.toString())));
            }
        }
    }

    /** The rows as objects, for other programs. */
    List<Map<String, @Nullable Object>> objects() {
        List<String> names = names();
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(names.get(i), plain(row.get(i)));
            }
            objects.add(object);
        }
        return objects;
    }

    /** Of columns with the same name the second ends in {@code _2}. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = column.toLowerCase(Locale.ROOT);
            String free = name;
            for (int number = 2; names.contains(free); number++) {
                free = name + "_" + number;
            }
            names.add(free);
        }
        return names;
    }

    /** As JSON has it; bytes as Base64. */
    private static @Nullable Object plain(@Nullable Object cell) {
        if (cell instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        if (cell instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        return cell == null || cell instanceof Number || cell instanceof Boolean ? cell : cell.toString();
    }

    List<String> lines(Terminal terminal) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        List<String> headings =
                columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
        lines.add(terminal.paint(line(headings, headings, widths), Terminal.Ink.DIM));
        for (List<@Nullable Object> row : rows) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                texts.add(text(i, row.get(i)));
            }
            List<String> painted = texts.stream().map(terminal::paintState).toList();
            lines.add(line(texts, painted, widths));
        }
        return lines;
    }

    private int[] widths() {
        int[] widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = columns.get(i).length();
            for (List<@Nullable Object> row : rows) {
                widths[i] = Math.max(widths[i], Printable.columns(text(i, row.get(i))));
            }
        }
        return widths;
    }

    private static String line(List<String> texts, List<String> painted, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(painted.get(i));
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - Printable.columns(texts.get(i))))
                        .append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    /** One line of at most so many columns as a cell there may take, without control characters. */
    private String text(int column, @Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        int widest = column == columns.size() - 1 ? WIDEST_LAST : WIDEST;
        String beginning = cell instanceof byte[] ? String.valueOf(plain(cell)) : cell.toString();
        int lookedAt = Math.min(2 * WIDEST_LAST, beginning.length());
        return Printable.cut(Printable.line(beginning.substring(0, lookedAt)), widest);
    }
}
