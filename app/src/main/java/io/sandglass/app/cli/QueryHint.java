package io.sandglass.app.cli;

import io.sandglass.migration.Suggestion;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Adds to the database's word on a query what was probably meant. */
final class QueryHint {
    private static final Pattern NO_TABLE = Pattern.compile("Table \"([^\"]+)\" not found");
    private static final Pattern NO_COLUMN = Pattern.compile("Column \"(?:[^\"]+\\.)?([^\".]+)\" not found");
    private static final Pattern NO_QUERY = Pattern.compile("Syntax error in SQL statement \"\\[\\*\\](\\w+)");
    private static final List<String> BEGINNINGS = List.of("select", "with", "values", "table", "explain");

    private QueryHint() {}

    /** The same failure, with a remedy if there is one. */
    static CommandFailed of(History history, CommandFailed failure) {
        String message = String.valueOf(failure.getMessage()).replaceFirst("; expected \"[^\"]*\"$", "");
        return new CommandFailed(failure.exitCode(), message + remedy(history, message));
    }

    private static String remedy(History history, String message) {
        Matcher table = NO_TABLE.matcher(message);
        if (table.find()) {
            List<String> views = names(history, "view_name");
            return "; "
                    + Suggestion.nearest(table.group(1), views)
                            .map(view -> "did you mean report." + view + "?")
                            .orElse("report has the views " + String.join(", ", views));
        }
        Matcher column = NO_COLUMN.matcher(message);
        if (column.find()) {
            return "; "
                    + Suggestion.orElse(
                            column.group(1), names(history, "column_name"), "report.columns names those there are");
        }
        Matcher query = NO_QUERY.matcher(message);
        return query.find() ? "; " + Suggestion.orElse(query.group(1), BEGINNINGS, "a query begins with select") : "";
    }

    private static List<String> names(History history, String column) {
        Table names = history.query("select distinct " + column + " from report.columns order by 1", List.of());
        return names.rows().stream()
                .map(row -> String.valueOf(row.get(0)).toLowerCase(Locale.ROOT))
                .toList();
    }
}
