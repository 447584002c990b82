package io.sandglass.store.tables;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Params;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of slots, in its table. */
public final class SlotTable {
    private static final String INSERT =
            "insert into slot (namespace, workflow, name, fire_time, state, reason, run_id)"
                    + " values (?, ?, ?, ?, ?, ?, ?)";
    private static final String TRIGGER = " where tenant = 'default' and namespace = ? and workflow = ? and name = ?";
    private static final String EXISTS = "select 1 from slot" + TRIGGER + " and fire_time = ?";
    private static final String LAST = "select fire_time from slot" + TRIGGER + " order by fire_time desc limit 1";

    private SlotTable() {}

    /** Records the slots that these runs fill, if any. */
    static void insertRan(Sql sql, List<RunRow> runs) throws SQLException {
        List<RunRow> filling = runs.stream()
                .filter(run -> run.begin().cause().slot().isPresent())
                .toList();
        sql.batch(
                INSERT,
                filling,
                (run, params) -> insert(params, run.begin().cause().slot().orElseThrow(), SlotState.RAN, "")
                        .number(run.run().value()));
    }

    /** Records those that were not run and are not recorded. */
    static void insert(Sql sql, List<UnrunSlot> slots) throws SQLException {
        List<UnrunSlot> fresh = new ArrayList<>();
        for (UnrunSlot each : slots) {
            if (!recorded(sql, each.slot())) {
                fresh.add(each);
            }
        }
        sql.batch(
                INSERT,
                fresh,
                (each, params) ->
                        insert(params, each.slot(), each.state(), each.reason()).seq(0));
    }

    public static boolean recorded(Sql sql, SlotKey slot) throws SQLException {
        TriggerKey trigger = slot.trigger();
        return sql.first(
                        EXISTS,
                        row -> true,
                        trigger.workflow().namespace(),
                        trigger.workflow().id(),
                        trigger.name(),
                        slot.fireTime())
                .isPresent();
    }

    public static Optional<Instant> last(Sql sql, TriggerKey trigger) throws SQLException {
        return sql.first(
                LAST,
                row -> Sql.instant(row, "fire_time"),
                trigger.workflow().namespace(),
                trigger.workflow().id(),
                trigger.name());
    }

    private static Params insert(Params params, SlotKey slot, SlotState state, String reason) throws SQLException {
        return params.text(slot.trigger().workflow().namespace())
                .text(slot.trigger().workflow().id())
                .text(slot.trigger().name())
                .time(slot.fireTime())
                .text(state)
                .text(Columns.cut(reason, Columns.SENTENCE));
    }
}
