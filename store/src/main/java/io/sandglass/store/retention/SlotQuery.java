package io.sandglass.store.retention;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.database.Sql;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Finds slots to delete, a trigger and a page at a time. Each query gives all columns of the key that it can, and its order
 * names all of them: so the database goes right to what is asked for, however many slots there are.
 */
final class SlotQuery {
    private static final String ORDER = " order by tenant, namespace, workflow, name, fire_time limit ";
    private static final String TRIGGERS = "select namespace, workflow, name from slot where tenant = 'default'";
    private static final String NEXT_NAME = TRIGGERS + " and namespace = ? and workflow = ? and name > ?" + ORDER + 1;
    private static final String NEXT_WORKFLOW = TRIGGERS + " and namespace = ? and workflow > ?" + ORDER + 1;
    private static final String NEXT_NAMESPACE = TRIGGERS + " and namespace > ?" + ORDER + 1;
    static final String PAGE = "select fire_time from slot where tenant = 'default' and namespace = ? and workflow = ?"
            + " and name = ? and fire_time < ?" + ORDER + "?";

    private SlotQuery() {}

    /** The first trigger that has slots. */
    static Optional<TriggerKey> first(Sql sql) throws SQLException {
        return trigger(sql, NEXT_NAMESPACE, "");
    }

    /** The one that follows another. */
    static Optional<TriggerKey> after(Sql sql, TriggerKey trigger) throws SQLException {
        String namespace = trigger.workflow().namespace();
        String workflow = trigger.workflow().id();
        Optional<TriggerKey> next = trigger(sql, NEXT_NAME, namespace, workflow, trigger.name());
        if (next.isEmpty()) {
            next = trigger(sql, NEXT_WORKFLOW, namespace, workflow);
        }
        return next.isPresent() ? next : trigger(sql, NEXT_NAMESPACE, namespace);
    }

    /** The oldest slots of a trigger, in their order. */
    static List<Instant> oldest(Sql sql, TriggerKey trigger, Instant before, int most) throws SQLException {
        WorkflowKey workflow = trigger.workflow();
        return sql.list(
                PAGE,
                row -> Sql.instant(row, "fire_time"),
                workflow.namespace(),
                workflow.id(),
                trigger.name(),
                before,
                most);
    }

    private static Optional<TriggerKey> trigger(Sql sql, String query, Object... params) throws SQLException {
        return sql.first(
                query,
                row -> new TriggerKey(new WorkflowKey(row.getString(1), row.getString(2)), row.getString(3)),
                params);
    }
}
