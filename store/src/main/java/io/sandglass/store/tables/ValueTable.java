package io.sandglass.store.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.store.database.Params;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The values that the nodes of a run share, one row for each key, for {@code report.run_values}. */
final class ValueTable {
    private static final String PUT = "merge into run_value (run_id, name, data, node_id, attempt, written_at)"
            + " key (run_id, name) values (?, ?, ?, ?, ?, ?)";
    private static final String REMOVE = "delete from run_value where run_id = ? and name = ?";

    private ValueTable() {}

    private record Write(long run, ValueWritten event) {
        void put(Params params) throws SQLException {
            params.number(run)
                    .text(event.key())
                    .text(json(event.value().orElseThrow()))
                    .text(event.node())
                    .number(event.attempt())
                    .time(event.at());
        }

        void remove(Params params) throws SQLException {
            params.number(run).text(event.key());
        }
    }

    static void write(Sql sql, List<RunFold> runs) throws SQLException {
        List<Write> puts = new ArrayList<>(0);
        List<Write> removals = new ArrayList<>(0);
        for (RunFold run : runs) {
            for (ValueWritten event : run.values()) {
                (event.value().isPresent() ? puts : removals)
                        .add(new Write(run.run().value(), event));
            }
        }
        sql.batch(PUT, puts, Write::put);
        sql.batch(REMOVE, removals, Write::remove);
    }

    private static String json(Payload value) {
        try {
            return EventReader.JSON.writeValueAsString(value.value());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value does not turn into JSON", e);
        }
    }
}
