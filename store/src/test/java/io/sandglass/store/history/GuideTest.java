package io.sandglass.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreInternals;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries that the guide shows work. */
class GuideTest {
    private static final Pattern QUERY = Pattern.compile("```sql\\R(.*?)```", Pattern.DOTALL);

    private static final String AT_ONCE = "## What is answered at once";

    static Stream<String> queries() throws IOException {
        return queries(guide());
    }

    static Stream<String> queriesAnsweredAtOnce() throws IOException {
        String from = guide().split(AT_ONCE)[1];
        return queries(from.substring(0, from.indexOf("\n## ")));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryWorks(String sql) {
        try (H2Store store = H2Store.open(StoreSettings.inMemory())) {
            assertThatCode(() -> store.history().query(sql, List.of(), 10, Duration.ofSeconds(10)))
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("queriesAnsweredAtOnce")
    void queryIsAnsweredByAnIndex(String sql) throws SQLException {
        try (H2Store store = H2Store.open(StoreSettings.inMemory());
                Connection connection = StoreInternals.administrator(store);
                Statement statement = connection.createStatement()) {
            statement.execute("set schema report");
            ResultSet plan = statement.executeQuery("explain " + sql);
            plan.next();

            assertThat(plan.getString(1)).contains("/* PUBLIC.").doesNotContain("tableScan");
        }
    }

    private static String guide() throws IOException {
        return Files.readString(Path.of("..", "docs", "guide", "history.md"));
    }

    private static Stream<String> queries(String text) {
        return QUERY.matcher(text).results().map((MatchResult match) -> match.group(1));
    }
}
