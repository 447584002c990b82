package io.sandglass.store.jdbc;

import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoredSpec;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Workflow documents in tables. */
final class JdbcSpecStore implements SpecStore {
    private static final String WORKFLOW =
            "select * from spec where tenant = 'default' and namespace = ? and workflow = ?";
    private static final String FIND = WORKFLOW + " and revision = ?";
    private static final String NEWEST = WORKFLOW + " order by revision desc limit 1";
    private static final String ALL = "select * from spec s where s.tenant = 'default' and s.revision = (select"
            + " max(l.revision) from spec l where l.tenant = s.tenant and l.namespace = s.namespace"
            + " and l.workflow = s.workflow) order by s.namespace, s.workflow";
    private static final String INSERT = "insert into spec (namespace, workflow, revision, body, sha256, source,"
            + " created_at) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String FORGET = "delete from deployment where tenant = 'default' and file = ?";
    private static final String DEPLOYMENTS = "select * from deployment where tenant = 'default' order by file";

    private final Session writer;
    private final Session reader;

    JdbcSpecStore(Session writer, Session reader) {
        this.writer = writer;
        this.reader = reader;
    }

    @Override
    public StoredSpec save(WorkflowKey workflow, String body, String source, Instant now) {
        return writer.transaction(sql -> {
            Optional<StoredSpec> newest = newest(sql, workflow);
            if (newest.isPresent() && newest.get().body().equals(body)) {
                return newest.get();
            }
            int revision = newest.map(StoredSpec::revision).orElse(0) + 1;
            Instant at = now.truncatedTo(ChronoUnit.MILLIS);
            StoredSpec spec = new StoredSpec(workflow, revision, body, sha256(body), source, at);
            insert(sql, spec);
            return spec;
        });
    }

    @Override
    public Optional<StoredSpec> find(WorkflowKey workflow, int revision) {
        return reader.transaction(
                sql -> sql.first(FIND, JdbcSpecStore::spec, workflow.namespace(), workflow.id(), revision));
    }

    @Override
    public Optional<StoredSpec> newest(WorkflowKey workflow) {
        return reader.transaction(sql -> newest(sql, workflow));
    }

    @Override
    public List<StoredSpec> all() {
        return reader.transaction(sql -> sql.list(ALL, JdbcSpecStore::spec));
    }

    @Override
    public void recordDeployment(Deployment deployment) {
        Map<String, Object> values = Map.of(
                "namespace", deployment.workflow().map(WorkflowKey::namespace),
                "workflow", deployment.workflow().map(WorkflowKey::id),
                "revision", deployment.revision(),
                "problems", Columns.cut(deployment.problems(), Columns.TEXT),
                "at", deployment.at());
        writer.transaction(sql -> {
            Row.put(sql, "deployment", Map.of("tenant", "default", "file", deployment.file()), new TreeMap<>(values));
            return true;
        });
    }

    @Override
    public void forgetDeployment(String file) {
        writer.transaction(sql -> sql.update(FORGET, file));
    }

    @Override
    public List<Deployment> deployments() {
        return reader.transaction(sql -> sql.list(DEPLOYMENTS, JdbcSpecStore::deployment));
    }

    private static Optional<StoredSpec> newest(Sql sql, WorkflowKey workflow) throws SQLException {
        return sql.first(NEWEST, JdbcSpecStore::spec, workflow.namespace(), workflow.id());
    }

    private static void insert(Sql sql, StoredSpec spec) throws SQLException {
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

    private static String sha256(String body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}
