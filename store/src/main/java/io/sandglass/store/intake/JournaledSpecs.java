package io.sandglass.store.intake;

import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.tables.SpecTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Workflow documents: kept in the journal, read from the database once that has them. */
public final class JournaledSpecs implements SpecStore {
    private final Intake intake;
    private final Session reader;
    private final NewestSpecs newest = new NewestSpecs();

    /** The last entry that tells of documents or files; one at a time is being kept. */
    private volatile long position;

    public JournaledSpecs(Intake intake, Session reader) {
        this.intake = intake;
        this.reader = reader;
    }

    @Override
    public StoredSpec save(WorkflowKey workflow, String body, String source, Instant now) {
        Columns.check(workflow);
        return intake.about(Set.of(this), () -> decide(workflow, body, source, now));
    }

    @Override
    public Optional<StoredSpec> find(WorkflowKey workflow, int revision) {
        return read(sql -> SpecTable.find(sql, workflow, revision));
    }

    @Override
    public Optional<StoredSpec> newest(WorkflowKey workflow) {
        return newest.get(workflow, () -> read(sql -> SpecTable.newest(sql, workflow)));
    }

    @Override
    public Map<WorkflowKey, Integer> newestRevisions() {
        return read(SpecTable::newestRevisions);
    }

    @Override
    public void recordDeployment(Deployment deployment) {
        Columns.check("the name of a file", deployment.file(), Columns.FILE);
        deployment.workflow().ifPresent(Columns::check);
        keep(new Change.DeploymentRecorded(new Deployment(
                deployment.file(),
                deployment.workflow(),
                deployment.revision(),
                Columns.cut(deployment.problems(), Columns.TEXT),
                deployment.at())));
    }

    @Override
    public void forgetDeployment(String file) {
        keep(new Change.DeploymentForgotten(file));
    }

    @Override
    public List<Deployment> deployments() {
        return read(SpecTable::deployments);
    }

    private StoredSpec decide(WorkflowKey workflow, String body, String source, Instant now) {
        Optional<StoredSpec> last = read(sql -> SpecTable.newest(sql, workflow));
        if (last.isPresent() && last.get().body().equals(body)) {
            return last.get();
        }
        int revision = last.map(StoredSpec::revision).orElse(0) + 1;
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        StoredSpec spec = StoredSpec.of(workflow, revision, body, source, at);
        position = intake.keep(List.of(new Change.SpecSaved(spec)));
        newest.saved(spec);
        return spec;
    }

    private void keep(Change change) {
        intake.about(Set.of(this), () -> position = intake.keep(List.of(change)));
    }

    private <T> T read(Session.Work<T> question) {
        return intake.read(reader, position, question);
    }
}
