package io.sandglass.store.jdbc;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Triggers and slots in tables. */
final class JdbcTriggerStore implements TriggerStore {
    private static final String WORKFLOW = " where tenant = 'default' and namespace = ? and workflow = ?";
    private static final String TRIGGER = WORKFLOW + " and name = ?";
    private static final String KNOWN = "select name, first_deployed_at from trigger_def" + WORKFLOW;
    private static final String DELETE = "delete from trigger_def" + TRIGGER;
    private static final String ALL = "select * from trigger_def where tenant = 'default'";
    private static final String ADVANCE = "update trigger_def set next_fire_time = ?" + TRIGGER;
    private static final String SLOT = "select 1 from slot" + TRIGGER + " and fire_time = ?";
    private static final String LAST_SLOT = "select fire_time from slot" + TRIGGER + " order by fire_time desc limit 1";

    private final Session writer;
    private final Session reader;

    JdbcTriggerStore(Session writer, Session reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public void replace(WorkflowKey workflow, Collection<TriggerRow> triggers) {
        writer.transaction(sql -> {
            Map<String, Instant> gone = firstDeployed(sql, workflow);
            for (TriggerRow row : triggers) {
                Instant known = gone.remove(row.key().name());
                Row.put(
                        sql,
                        "trigger_def",
                        key(row.key()),
                        columns(row, known == null ? row.firstDeployedAt() : known));
            }
            for (String name : gone.keySet()) {
                sql.update(DELETE, workflow.namespace(), workflow.id(), name);
            }
            return triggers.size();
        });
    }

    @Override
    public List<TriggerRow> all() {
        return reader.transaction(sql -> sql.list(ALL, JdbcTriggerStore::read)).stream()
                .sorted(Comparator.comparing(row -> row.key().toString()))
                .toList();
    }

    @Override
    public void advance(TriggerKey trigger, Optional<Instant> nextFireTime) {
        writer.transaction(sql -> sql.update(
                ADVANCE,
                nextFireTime,
                trigger.workflow().namespace(),
                trigger.workflow().id(),
                trigger.name()));
    }

    @Override
    public boolean recordSlot(SlotKey slot, SlotState state, String reason) {
        return writer.transaction(sql -> {
            if (recorded(sql, slot)) {
                return false;
            }
            Row row = row(slot, state, Columns.cut(reason, Columns.SENTENCE));
            sql.update(row.sql(), row.params().toArray());
            return true;
        });
    }

    @Override
    public Optional<Instant> lastSlot(TriggerKey trigger) {
        return reader.transaction(sql -> sql.first(
                LAST_SLOT,
                row -> Sql.instant(row, "fire_time"),
                trigger.workflow().namespace(),
                trigger.workflow().id(),
                trigger.name()));
    }

    static boolean recorded(Sql sql, SlotKey slot) throws SQLException {
        TriggerKey trigger = slot.trigger();
        return sql.first(
                        SLOT,
                        row -> true,
                        trigger.workflow().namespace(),
                        trigger.workflow().id(),
                        trigger.name(),
                        slot.fireTime())
                .isPresent();
    }

    static Row row(SlotKey slot, SlotState state, String reason) {
        Map<String, Object> key = new HashMap<>(key(slot.trigger()));
        key.put("fire_time", slot.fireTime());
        return Row.insert("slot", key).set("state", state).set("reason", reason);
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
