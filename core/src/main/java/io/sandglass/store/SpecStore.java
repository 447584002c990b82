package io.sandglass.store;

import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps workflow documents, revision by revision. Thread-safe. */
public interface SpecStore {
    /**
     * Keeps a document as the newest revision; if the newest one has the same text, that one is returned and nothing is
     * stored.
     *
     * @throws StoreUnavailable if nothing was stored
     */
    StoredSpec save(WorkflowKey workflow, String body, String source, Instant now);

    Optional<StoredSpec> find(WorkflowKey workflow, int revision);

    Optional<StoredSpec> newest(WorkflowKey workflow);

    /** Each workflow and the number of its newest revision, in the order of namespaces and ids. */
    Map<WorkflowKey, Integer> newestRevisions();

    /** Records the outcome of the last look at a file in {@code workflows/}; replaces what was known of it. */
    void recordDeployment(Deployment deployment);

    /** Forgets a file that is gone. */
    void forgetDeployment(String file);

    /** All files known, by name. */
    List<Deployment> deployments();
}
