package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoredSpec;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The revisions of workflows that run when somebody names the workflow only. Thread-safe. */
public record DeployedWorkflows(SpecStore specs) {
    public DeployedWorkflows {
        requireNonNull(specs, "specs");
    }

    /**
     * The revision that is live; of a workflow that no file in {@code workflows/} holds, the one that was run last.
     *
     * @param name {@code namespace/id}, or the id alone where only one namespace has it
     * @throws UnknownName if there is none, or more than one workflow has that id
     */
    public StoredSpec find(String name) {
        List<Deployment> files = specs.deployments();
        Set<WorkflowKey> known = new HashSet<>(specs.newestRevisions().keySet());
        files.forEach(file -> file.workflow().ifPresent(known::add));
        WorkflowKey workflow = new KnownWorkflows(known).find(name);
        return files.stream()
                .filter(file -> file.revision() > 0 && file.workflow().equals(Optional.of(workflow)))
                .max(Comparator.comparing(Deployment::at)) // a service may end while one file takes over from another
                .flatMap(file -> specs.find(workflow, file.revision()))
                .or(() -> specs.newest(workflow))
                .orElseThrow(() -> UnknownName.workflow("the file of workflow '" + workflow
                        + "' was refused, and no revision of it was live before; see sandglass workflows list"));
    }
}
