package io.sandglass.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.app.Home;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.history.QueryFailed;
import io.sandglass.store.jdbc.H2Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens the history of a home: through its service if one is running, else by opening the database. */
final class HistoryDoor {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_ROWS = 100_000;

    private HistoryDoor() {}

    /** @throws CommandFailed if there is nothing to open */
    static History open(Home home) {
        return Served.on(home).<History>map(Remote::new).orElseGet(() -> new Local(OwnStore.open(home)));
    }

    static final class Local implements History {
        private final H2Store store;
        private boolean asked;

        Local(H2Store store) {
            this.store = store;
        }

        @Override
        public Table query(String sql, List<?> parameters) {
            try {
                HistoryQuery history = store.history();
                boolean now = asked;
                asked = true;
                io.sandglass.store.history.Table table = now
                        ? history.queryNow(sql, parameters, MAX_ROWS, PATIENCE)
                        : history.query(sql, parameters, MAX_ROWS, PATIENCE);
                return new Table(table.columns(), table.rows(), table.truncated());
            } catch (QueryFailed e) {
                throw new CommandFailed(CommandFailed.USAGE, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() {
            store.close();
        }
    }

    static final class Remote implements History {
        private final Served service;
        private boolean asked;

        Remote(Served service) {
            this.service = service;
        }

        @Override
        public Table query(String sql, List<?> parameters) {
            Map<String, Object> question =
                    Map.of("sql", sql, "parameters", parameters, "maxRows", MAX_ROWS, "now", asked);
            asked = true;
            return table(service.ask("query", question));
        }

        @Override
        public void close() {
            // one connection for each question: nothing is held open
        }

        private static Table table(JsonNode answer) {
            List<String> columns = new ArrayList<>();
            answer.path("columns").forEach(name -> columns.add(name.asText()));
            List<List<@Nullable Object>> rows = new ArrayList<>();
            for (JsonNode row : answer.path("rows")) {
                List<@Nullable Object> cells = new ArrayList<>();
                row.forEach(cell -> cells.add(JSON.convertValue(cell, Object.class)));
                rows.add(cells);
            }
            return new Table(columns, rows, answer.path("truncated").asBoolean());
        }
    }
}
