package io.sandglass.store.history;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    static Stream<String> queries() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "guide", "history.md"));
        return QUERY.matcher(guide).results().map((MatchResult match) -> match.group(1));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryWorks(String sql) {
        try (H2Store store = H2Store.open(StoreSettings.inMemory())) {
            assertThatCode(() -> store.history().query(sql, List.of(), 10, Duration.ofSeconds(10)))
                    .doesNotThrowAnyException();
        }
    }
}
