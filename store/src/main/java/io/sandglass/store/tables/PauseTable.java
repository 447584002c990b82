package io.sandglass.store.tables;

import io.sandglass.run.Asked;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Pauses of workflows and triggers in their table: those that last, and those that are over. */
public final class PauseTable {
    private static final String LASTING = " where tenant = 'default' and namespace = ? and workflow = ?"
            + " and trigger_name is not distinct from ? and resumed_at is null";
    private static final String EXISTS = "select 1 from pause" + LASTING;
    private static final String BEGIN =
            "insert into pause (namespace, workflow, trigger_name, paused_by, paused_why, paused_at)"
                    + " values (?, ?, ?, ?, ?, ?)";
    private static final String END = "update pause set resumed_by = ?, resumed_why = ?, resumed_at = ?" + LASTING;
    private static final String SINCE =
            "select * from pause where tenant = 'default' and (resumed_at is null or resumed_at > ?) order by pause_id";

    private PauseTable() {}

    /** Whether it is paused now. */
    public static boolean lasts(Sql sql, Pausable what) throws SQLException {
        WorkflowKey workflow = what.workflow();
        return sql.first(EXISTS, row -> true, workflow.namespace(), workflow.id(), what.trigger())
                .isPresent();
    }

    static void begin(Sql sql, Pause pause) throws SQLException {
        WorkflowKey workflow = pause.what().workflow();
        sql.update(
                BEGIN,
                workflow.namespace(),
                workflow.id(),
                pause.what().trigger(),
                pause.asked().by(),
                pause.asked().why(),
                pause.from());
    }

    static void end(Sql sql, Pausable what, Asked asked, Instant at) throws SQLException {
        WorkflowKey workflow = what.workflow();
        sql.update(END, asked.by(), asked.why(), at, workflow.namespace(), workflow.id(), what.trigger());
    }

    /** Those that last, or lasted at this moment or later. */
    public static List<Pause> since(Sql sql, Instant moment) throws SQLException {
        return sql.list(SINCE, PauseTable::read, moment);
    }

    private static Pause read(ResultSet row) throws SQLException {
        WorkflowKey workflow = new WorkflowKey(row.getString("namespace"), row.getString("workflow"));
        return new Pause(
                new Pausable(workflow, Optional.ofNullable(row.getString("trigger_name"))),
                new Asked(row.getString("paused_by"), row.getString("paused_why")),
                Sql.instant(row, "paused_at"),
                Sql.optionalInstant(row, "resumed_at"));
    }
}
