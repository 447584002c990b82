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
 */
record Table(List<String> columns, List<List<@Nullable Object>> rows) {
    private static final int WIDEST = 80;
    private static final String GAP = "  ";

    Table {
        requireNonNull(columns, "columns");
        requireNonNull(rows, "rows");
    }

    void print(Terminal terminal, OutputFormat format) {
        switch (format) {
            case JSON -> terminal.out().println(Json.pretty(objects()));
            case YAML -> terminal.out().println(Json.yaml(objects()));
            case TABLE -> lines(terminal).forEach(terminal.out()::println);
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
                        .println(terminal.paint(name, Terminal.Ink.DIM) + GAP + terminal.paintState(cell.toString()));
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
                widths[i] = Math.max(widths[i], text(row.get(i)).length());
            }
        }
        return widths;
    }

    private static String line(List<String> texts, List<String> painted, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            line.append(painted.get(i));
            if (i < widths.length - 1) {
                line.append(" ".repeat(widths[i] - texts.get(i).length())).append(GAP);
            }
        }
        return line.toString().stripTrailing();
    }

    /** One line of at most {@value #WIDEST} characters, without control characters. */
    private static String text(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        String text = cell.toString().replaceAll("\\s*\\R\\s*", " | ").replaceAll("\\p{Cntrl}", "?");
        return text.length() <= WIDEST ? text : text.substring(0, WIDEST - 1) + "…";
    }
}
