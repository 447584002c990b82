package io.sandglass.store;

import io.sandglass.spec.WorkflowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Documents in memory, guarded by its own monitor. */
final class InMemorySpecs implements SpecStore {
    private static final Comparator<WorkflowKey> BY_NAME =
            Comparator.comparing(WorkflowKey::namespace).thenComparing(WorkflowKey::id);

    private final Map<WorkflowKey, List<StoredSpec>> revisions = new TreeMap<>(BY_NAME);
    private final Map<String, Deployment> deployments = new TreeMap<>();

    @Override
    public synchronized StoredSpec save(WorkflowKey workflow, String body, String source, Instant now) {
        List<StoredSpec> known = revisions.computeIfAbsent(workflow, key -> new ArrayList<>());
        Optional<StoredSpec> newest = newest(workflow);
        if (newest.isPresent() && newest.get().body().equals(body)) {
            return newest.get();
        }
        StoredSpec stored = StoredSpec.of(workflow, known.size() + 1, body, source, now);
        known.add(stored);
        return stored;
    }

    @Override
    public synchronized Optional<StoredSpec> find(WorkflowKey workflow, int revision) {
        List<StoredSpec> known = revisions.getOrDefault(workflow, List.of());
        return revision >= 1 && revision <= known.size() ? Optional.of(known.get(revision - 1)) : Optional.empty();
    }

    @Override
    public synchronized Optional<StoredSpec> newest(WorkflowKey workflow) {
        return find(workflow, revisions.getOrDefault(workflow, List.of()).size());
    }

    @Override
    public synchronized Map<WorkflowKey, Integer> newestRevisions() {
        Map<WorkflowKey, Integer> newest = new TreeMap<>(BY_NAME);
        revisions.forEach((workflow, known) -> newest.put(workflow, known.size()));
        return newest;
    }

    @Override
    public synchronized void recordDeployment(Deployment deployment) {
        deployments.put(deployment.file(), deployment);
    }

    @Override
    public synchronized void forgetDeployment(String file) {
        deployments.remove(file);
    }

    @Override
    public synchronized List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }
}
