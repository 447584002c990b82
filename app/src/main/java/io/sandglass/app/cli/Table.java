package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
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
    /** A cell may hold megabytes, of which no more is shown anyway. */
    private static final int LOOKED_AT = 1_000;

    private static final String GAP = "  ";

    Table {
        requireNonNull(columns, "columns");
        requireNonNull(rows, "rows");
    }

    Table(List<String> columns, List<List<@Nullable Object>> rows) {
        this(columns, rows, false);
    }

    void print(Terminal terminal, OutputFormat format) {
        switch (format) {
            case JSON -> terminal.out().println(Json.pretty(objects()));
            case YAML -> terminal.out().println(Json.yaml(objects()));
            case TABLE -> lines(terminal).forEach(terminal.out()::println);
        }
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
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i).toLowerCase(Locale.ROOT), plain(row.get(i)));
            }
            objects.add(object);
        }
        return objects;
    }

    private static @Nullable Object plain(@Nullable Object cell) {
        return cell == null || cell instanceof Number || cell instanceof Boolean ? cell : cell.toString();
    }

    private List<String> lines(Terminal terminal) {
        int[] widths = widths();
        List<String> lines = new ArrayList<>();
        List<String> headings =
                columns.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
        lines.add(terminal.paint(line(headings, headings, widths), Terminal.Ink.DIM));
        for (List<@Nullable Object> row : rows) {
            List<String> texts = row.stream().map(Table::text).toList();
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
                widths[i] = Math.max(widths[i], Printable.columns(text(row.get(i))));
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

    /** One line of at most {@value #WIDEST} columns, without control characters. */
    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        String beginning = cell.toString();
        return Printable.cut(Printable.line(beginning.substring(0, Math.min(LOOKED_AT, beginning.length()))), WIDEST);
    }
}
