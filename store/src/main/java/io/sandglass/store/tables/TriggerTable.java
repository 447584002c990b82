package io.sandglass.store.tables;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.database.Row;
import io.sandglass.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Triggers in their table. */
public final class TriggerTable {
    private static final String WORKFLOW = " where tenant = 'default' and namespace = ? and workflow = ?";
    private static final String TRIGGER = WORKFLOW + " and name = ?";
    private static final String KNOWN = "select name, first_deployed_at from trigger_def" + WORKFLOW;
    private static final String DELETE = "delete from trigger_def" + TRIGGER;
    private static final String ALL = "select * from trigger_def where tenant = 'default'";
    private static final String ADVANCE = "update trigger_def set next_fire_time = ?" + TRIGGER;

    private TriggerTable() {}

    /** A trigger that was there keeps the time at which it was first deployed. */
    static void replace(Sql sql, WorkflowKey workflow, List<TriggerRow> triggers) throws SQLException {
        Map<String, Instant> gone = firstDeployed(sql, workflow);
        for (TriggerRow row : triggers) {
            Instant known = gone.remove(row.key().name());
            Row.put(sql, "trigger_def", key(row.key()), columns(row, known == null ? row.firstDeployedAt() : known));
        }
        for (String name : gone.keySet()) {
            sql.update(DELETE, workflow.namespace(), workflow.id(), name);
        }
    }

    static void advance(Sql sql, TriggerKey trigger, Optional<Instant> nextFireTime) throws SQLException {
        sql.update(
                ADVANCE,
                nextFireTime,
                trigger.workflow().namespace(),
                trigger.workflow().id(),
                trigger.name());
    }

    /** Those of all workflows. */
    public static List<TriggerRow> all(Sql sql) throws SQLException {
        return sql.list(ALL, TriggerTable::read).stream()
                .sorted(Comparator.comparing(row -> row.key().toString()))
                .toList();
    }

    private static Map<String, Instant> firstDeployed(Sql sql, WorkflowKey workflow) throws SQLException {
        Map<String, Instant> known = new HashMap<>();
        sql.list(
                KNOWN,
                row -> known.put(row.getString("name"), Sql.instant(row, "first_deployed_at")) == null,
                workflow.namespace(),
                workflow.id());
        return known;
    }

    private static Map<String, Object> key(TriggerKey trigger) {
        return Map.of(
                "tenant", "default",
                "namespace", trigger.workflow().namespace(),
                "workflow", trigger.workflow().id(),
                "name", trigger.name());
    }

    private static Map<String, Object> columns(TriggerRow row, Instant firstDeployedAt) {
        return new TreeMap<>(Map.of(
                "revision", row.revision(),
                "kind", row.kind(),
                "expression", row.expression(),
                "zone", row.zone(),
                "enabled", row.enabled(),
                "first_deployed_at", firstDeployedAt,
                "next_fire_time", row.nextFireTime()));
    }

    private static TriggerRow read(ResultSet row) throws SQLException {
        WorkflowKey workflow = new WorkflowKey(row.getString("namespace"), row.getString("workflow"));
        return new TriggerRow(
                new TriggerKey(workflow, row.getString("name")),
                row.getInt("revision"),
                row.getString("kind"),
                row.getString("expression"),
                Optional.ofNullable(row.getString("zone")),
                row.getBoolean("enabled"),
                Sql.instant(row, "first_deployed_at"),
                Sql.optionalInstant(row, "next_fire_time"));
    }
}
