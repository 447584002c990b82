package io.sandglass.store;

import static io.sandglass.store.StoredRuns.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.sandglass.spec.WorkflowKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link SpecStore} promises. An adapter's test extends this; each test starts on an empty store. */
public abstract class SpecStoreContract {
    private static final WorkflowKey A = new WorkflowKey("shop", "a");
    private static final WorkflowKey B = new WorkflowKey("shop", "b");

    /** The store under test; the same one during a test. */
    protected abstract SpecStore store();

    @Test
    void countsRevisionsFromOneInEachWorkflow() {
        StoredSpec first = store().save(A, "one", "a.yaml", T0);
        StoredSpec second = store().save(A, "two", "a.yaml", T0.plusSeconds(1));
        StoredSpec other = store().save(B, "one", "b.yaml", T0);

        assertThat(first.revision()).isEqualTo(1);
        assertThat(second.revision()).isEqualTo(2);
        assertThat(other.revision()).isEqualTo(1);
    }

    @Test
    void givesBackWhatWasSaved() {
        String body = "id: straße \ud83d\ude00\n# \"quoted\"\n";

        StoredSpec saved = store().save(A, body, "a.yaml", T0);

        assertThat(saved.workflow()).isEqualTo(A);
        assertThat(saved.body()).isEqualTo(body);
        assertThat(saved.source()).isEqualTo("a.yaml");
        assertThat(saved.createdAt()).isEqualTo(T0);
        assertThat(store().find(A, 1)).contains(saved);
    }

    @Test
    void knowsADocumentByTheDigestOfItsText() {
        StoredSpec saved = store().save(A, "abc", "a.yaml", T0);

        assertThat(saved.sha256()).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void returnsTheNewestRevisionIfTheTextIsTheSame() {
        StoredSpec saved = store().save(A, "one", "a.yaml", T0);

        StoredSpec again = store().save(A, "one", "moved.yaml", T0.plusSeconds(1));

        assertThat(again).isEqualTo(saved);
        assertThat(store().find(A, 2)).isEmpty();
    }

    @Test
    void keepsATextThatCameBackAsANewRevision() {
        store().save(A, "one", "a.yaml", T0);
        store().save(A, "two", "a.yaml", T0);

        assertThat(store().save(A, "one", "a.yaml", T0).revision()).isEqualTo(3);
    }

    @Test
    void findsRevisionsAndTheNewest() {
        store().save(A, "one", "a.yaml", T0);
        store().save(A, "two", "a.yaml", T0);

        assertThat(store().find(A, 1)).map(StoredSpec::body).contains("one");
        assertThat(store().newest(A)).map(StoredSpec::body).contains("two");
        assertThat(store().find(A, 0)).isEmpty();
        assertThat(store().find(A, 3)).isEmpty();
        assertThat(store().newest(B)).isEmpty();
    }

    @Test
    void namesTheNewestRevisionOfEachWorkflowInOrder() {
        store().save(B, "b", "b.yaml", T0);
        WorkflowKey z = new WorkflowKey("other", "z");
        store().save(z, "z", "z.yaml", T0);
        store().save(A, "one", "a.yaml", T0);
        store().save(A, "two", "a.yaml", T0);

        assertThat(store().newestRevisions()).containsExactly(entry(z, 1), entry(A, 2), entry(B, 1));
    }

    @Test
    void keepsTheLastDeploymentOfEachFile() {
        Deployment refused = new Deployment("b.yaml", Optional.empty(), 0, "1:1 NOT_YAML: no", T0);
        Deployment live = new Deployment("b.yaml", Optional.of(B), 1, "", T0.plusSeconds(1));
        Deployment other = new Deployment("a.yaml", Optional.of(A), 4, "", T0);

        store().recordDeployment(refused);
        store().recordDeployment(other);
        assertThat(store().deployments()).containsExactly(other, refused);
        store().recordDeployment(live);

        assertThat(store().deployments()).containsExactly(other, live);
    }

    @Test
    void forgetsADeployment() {
        store().recordDeployment(new Deployment("a.yaml", Optional.of(A), 1, "", T0));

        store().forgetDeployment("a.yaml");
        store().forgetDeployment("never-seen.yaml");

        assertThat(store().deployments()).isEmpty();
    }
}
