package io.sandglass.store.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The views, their description in the database, and the page about them say the same. */
class ReportDocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "report.md");
    private static final Pattern COLUMN = Pattern.compile("\\| `(\\w+)` \\| (.+) \\|");
    private static final H2Store STORE = H2Store.open(StoreSettings.inMemory());

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void everyColumnIsDescribedInTheDatabase() {
        List<List<Object>> views = rows("select lower(table_name), lower(column_name) from information_schema.columns"
                + " where table_schema = 'REPORT' order by 1, 2");
        List<List<Object>> described = rows("select view_name, column_name from columns order by 1, 2");

        assertThat(described).isEqualTo(views).hasSizeGreaterThan(80);
    }

    @Test
    void thePageSaysWhatTheDatabaseSays() throws IOException {
        List<List<Object>> described = rows("select view_name, column_name, meaning from columns");

        assertThat(page()).containsExactlyInAnyOrderElementsOf(described);
    }

    @Test
    void thePageGivesEachViewsColumnsInTheirOrder() throws IOException {
        List<String> documented =
                page().stream().map(row -> row.get(0) + "." + row.get(1)).toList();
        List<String> views = rows("select lower(table_name), lower(column_name) from information_schema.columns"
                        + " where table_schema = 'REPORT' order by table_name, ordinal_position")
                .stream()
                .map(row -> row.get(0) + "." + row.get(1))
                .toList();

        assertThat(documented).filteredOn(name -> name.startsWith("runs.")).isEqualTo(startingWith(views, "runs."));
        assertThat(documented)
                .filteredOn(name -> name.startsWith("attempts."))
                .isEqualTo(startingWith(views, "attempts."));
    }

    @Test
    void everyViewHasASentence() {
        assertThat(rows("select table_name from information_schema.tables where table_schema = 'REPORT'"
                        + " and (remarks is null or remarks not like '%.')"))
                .isEmpty();
    }

    private static List<String> startingWith(List<String> names, String prefix) {
        return names.stream().filter(name -> name.startsWith(prefix)).toList();
    }

    private static List<List<Object>> page() throws IOException {
        List<List<Object>> rows = new ArrayList<>();
        String view = "";
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("## ")) {
                view = line.substring(3);
            }
            Matcher column = COLUMN.matcher(line);
            if (column.matches()) {
                rows.add(List.of(view, column.group(1), column.group(2)));
            }
        }
        return rows;
    }

    private static List<List<Object>> rows(String sql) {
        return STORE.history()
                .query(sql, List.of(), 10_000, Duration.ofSeconds(10))
                .rows();
    }
}
