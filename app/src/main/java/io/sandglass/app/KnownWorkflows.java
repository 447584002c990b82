package io.sandglass.app;

import io.sandglass.migration.Suggestion;
import io.sandglass.spec.WorkflowKey;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the workflow that people mean among those there are. */
record KnownWorkflows(Collection<WorkflowKey> all) {
    KnownWorkflows {
        all = List.copyOf(all);
    }

    /**
     * Finds it by its name.
     *
     * @param name {@code namespace/id}, or the id alone where only one namespace has it
     * @throws UnknownName if there is none, or more than one workflow has that id
     */
    WorkflowKey find(String name) {
        Function<WorkflowKey, String> naming = name.contains("/") ? WorkflowKey::toString : WorkflowKey::id;
        List<WorkflowKey> found =
                all.stream().filter(key -> name.equals(naming.apply(key))).toList();
        if (found.isEmpty()) {
            throw UnknownName.workflow("there is no workflow '" + name + "'; "
                    + near(name).map(near -> "did you mean '" + near + "'?").orElse("see sandglass workflows list"));
        }
        if (found.size() > 1) {
            String names = found.stream().map(WorkflowKey::toString).sorted().collect(Collectors.joining(", "));
            throw UnknownName.workflow("more than one workflow is called '" + name + "': " + names + "; say which");
        }
        return found.get(0);
    }

    /** The namespace is not misspelt together with the id: as most of a name it would make any other look near. */
    private Optional<String> near(String name) {
        int slash = name.indexOf('/');
        String id = name.substring(slash + 1);
        List<String> namesakes = all.stream()
                .filter(key -> slash >= 0 && key.id().equals(id))
                .map(WorkflowKey::toString)
                .toList();
        List<String> ids = all.stream()
                .filter(key -> slash < 0 || key.namespace().equals(name.substring(0, slash)))
                .map(WorkflowKey::id)
                .toList();
        return Suggestion.nearest(name, namesakes)
                .or(() -> Suggestion.nearest(id, ids).map(near -> name.substring(0, slash + 1) + near));
    }
}
