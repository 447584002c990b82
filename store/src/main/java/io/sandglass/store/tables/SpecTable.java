package io.sandglass.store.tables;

import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.database.Row;
import io.sandglass.store.database.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Workflow documents and their files, in tables. */
public final class SpecTable {
    private static final String WORKFLOW =
            "select * from spec where tenant = 'default' and namespace = ? and workflow = ?";
    private static final String FIND = WORKFLOW + " and revision = ?";
    private static final String NEWEST = WORKFLOW + " order by revision desc limit 1";
    private static final String NEWEST_REVISIONS = "select namespace, workflow, max(revision) from spec"
            + " where tenant = 'default' group by namespace, workflow order by namespace, workflow";
    private static final String INSERT = "insert into spec (namespace, workflow, revision, body, sha256, source,"
            + " created_at) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String FORGET = "delete from deployment where tenant = 'default' and file = ?";
    private static final String DEPLOYMENTS = "select * from deployment where tenant = 'default' order by file";

    private SpecTable() {}

    /** One revision. */
    public static Optional<StoredSpec> find(Sql sql, WorkflowKey workflow, int revision) throws SQLException {
        return sql.first(FIND, SpecTable::spec, workflow.namespace(), workflow.id(), revision);
    }

    /** The newest revision of a workflow. */
    public static Optional<StoredSpec> newest(Sql sql, WorkflowKey workflow) throws SQLException {
        return sql.first(NEWEST, SpecTable::spec, workflow.namespace(), workflow.id());
    }

    /** The newest revision of each workflow, without its text. */
    public static Map<WorkflowKey, Integer> newestRevisions(Sql sql) throws SQLException {
        Map<WorkflowKey, Integer> newest = new LinkedHashMap<>();
        sql.list(NEWEST_REVISIONS, row -> Map.entry(new WorkflowKey(row.getString(1), row.getString(2)), row.getInt(3)))
                .forEach(found -> newest.put(found.getKey(), found.getValue()));
        return newest;
    }

    static void insert(Sql sql, StoredSpec spec) throws SQLException {
        sql.update(
                INSERT,
                spec.workflow().namespace(),
                spec.workflow().id(),
                spec.revision(),
                spec.body(),
                spec.sha256(),
                spec.source(),
                spec.createdAt());
    }

    /** Which files are deployed. */
    public static List<Deployment> deployments(Sql sql) throws SQLException {
        return sql.list(DEPLOYMENTS, SpecTable::deployment);
    }

    static void put(Sql sql, Deployment deployment) throws SQLException {
        Map<String, Object> values = Map.of(
                "namespace", deployment.workflow().map(WorkflowKey::namespace),
                "workflow", deployment.workflow().map(WorkflowKey::id),
                "revision", deployment.revision(),
                "problems", deployment.problems(),
                "at", deployment.at());
        Row.put(sql, "deployment", Map.of("tenant", "default", "file", deployment.file()), new TreeMap<>(values));
    }

    static void forget(Sql sql, String file) throws SQLException {
        sql.update(FORGET, file);
    }

    private static StoredSpec spec(ResultSet row) throws SQLException {
        return new StoredSpec(
                new WorkflowKey(row.getString("namespace"), row.getString("workflow")),
                row.getInt("revision"),
                row.getString("body"),
                row.getString("sha256"),
                row.getString("source"),
                Sql.instant(row, "created_at"));
    }

    private static Deployment deployment(ResultSet row) throws SQLException {
        String namespace = row.getString("namespace");
        String workflow = row.getString("workflow");
        return new Deployment(
                row.getString("file"),
                namespace == null ? Optional.empty() : Optional.of(new WorkflowKey(namespace, workflow)),
                row.getInt("revision"),
                row.getString("problems"),
                Sql.instant(row, "at"));
    }
}
