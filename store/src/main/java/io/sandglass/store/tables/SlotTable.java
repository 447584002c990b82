package io.sandglass.store.tables;

import io.sandglass.run.RunId;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Params;
import io.sandglass.store.database.Row;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The outcomes of slots, in their table. */
public final class SlotTable {
    private static final String INSERT =
            "insert into slot (namespace, workflow, name, fire_time, state, reason, run_id)"
                    + " values (?, ?, ?, ?, ?, ?, ?)";
    private static final String TRIGGER = " where tenant = 'default' and namespace = ? and workflow = ? and name = ?";
    private static final String EXISTS = "select 1 from slot" + TRIGGER + " and fire_time = ?";
    private static final String OF_RUN = EXISTS + " and run_id = ?";

    /** All columns of the key, or the database sorts all slots of the trigger. */
    private static final String LAST = "select fire_time from slot" + TRIGGER
            + " order by tenant desc, namespace desc, workflow desc, name desc, fire_time desc limit 1";

    private static final String DELETE = "delete from slot" + TRIGGER + " and fire_time <= ?";
    private static final String DELETED = "select 1 from slot_retention" + TRIGGER + " and through >= ?";

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

    /** Whether it is recorded, or was, as far as is known: among slots that were deleted none counts as free. */
    public static boolean recorded(Sql sql, SlotKey slot) throws SQLException {
        return found(sql, EXISTS, slot) || found(sql, DELETED, slot);
    }

    /** Whether it is recorded as the one of this run. */
    public static boolean isOf(Sql sql, SlotKey slot, RunId run) throws SQLException {
        TriggerKey trigger = slot.trigger();
        return sql.first(
                        OF_RUN,
                        row -> true,
                        trigger.workflow().namespace(),
                        trigger.workflow().id(),
                        trigger.name(),
                        slot.fireTime(),
                        run.value())
                .isPresent();
    }

    /** Deletes the slots of a trigger up to this one, for good. Doing it again changes nothing. */
    static void delete(Sql sql, TriggerKey trigger, Instant through) throws SQLException {
        WorkflowKey workflow = trigger.workflow();
        sql.update(DELETE, workflow.namespace(), workflow.id(), trigger.name(), through);
        Map<String, Object> key = Map.of(
                "tenant", "default",
                "namespace", workflow.namespace(),
                "workflow", workflow.id(),
                "name", trigger.name());
        Row.put(sql, "slot_retention", key, Map.of("through", through));
    }

    private static boolean found(Sql sql, String query, SlotKey slot) throws SQLException {
        TriggerKey trigger = slot.trigger();
        return sql.first(
                        query,
                        row -> true,
                        trigger.workflow().namespace(),
                        trigger.workflow().id(),
                        trigger.name(),
                        slot.fireTime())
                .isPresent();
    }

    /** The newest one of a trigger. */
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
