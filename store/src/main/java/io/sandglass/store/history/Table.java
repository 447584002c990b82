package io.sandglass.store.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a query found. Immutable.
 *
 * @param columns labels in lower case, in the query's order
 * @param rows values in the columns' order: String, Boolean, Integer, Long, BigDecimal, Double, Float, Instant (times with
 *     a zone), LocalDate, LocalTime, LocalDateTime, byte[] or null; anything else as its text
 * @param truncated whether there were more rows than asked for, or than fit into an answer
 */
public record Table(List<String> columns, List<List<@Nullable Object>> rows, boolean truncated) {
    public Table {
        columns = List.copyOf(columns);
        List<List<@Nullable Object>> copy = new ArrayList<>(rows.size());
        for (List<@Nullable Object> row : rows) {
            copy.add(Collections.unmodifiableList(new ArrayList<>(row)));
        }
        rows = Collections.unmodifiableList(copy);
    }
}
