package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.migration.Suggestion;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.PauseStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the workflow or trigger a user means: any that is stored, deployed or paused.
 *
 * @param specs knows the workflows
 * @param triggers knows their triggers
 * @param pauses knows what is paused, although it may be gone
 */
public record PausableNames(SpecStore specs, TriggerStore triggers, PauseStore pauses) {
    public PausableNames {
        requireNonNull(specs, "specs");
        requireNonNull(triggers, "triggers");
        requireNonNull(pauses, "pauses");
    }

    /** That there is no such thing; the message says what there is. */
    static final class Unknown extends Exception {
        private static final long serialVersionUID = 1L;

        private final String code;

        Unknown(String code, String message) {
            super(message);
            this.code = code;
        }

        /** {@code UNKNOWN_WORKFLOW} or {@code UNKNOWN_TRIGGER}. */
        String code() {
            return code;
        }
    }

    /**
     * Finds a workflow, or one of its triggers.
     *
     * @param workflow {@code namespace/id}, or the id alone where only one namespace has it
     * @throws Unknown if there is none, or more than one workflow has that id
     */
    Pausable find(String workflow, Optional<String> trigger) throws Unknown {
        List<Pausable> paused = pauses.lastingOrEndedAfter(Instant.now()).stream()
                .filter(Pause::lasts)
                .map(Pause::what)
                .toList();
        WorkflowKey found = workflow(workflow, paused);
        return trigger.isEmpty() ? Pausable.of(found) : Pausable.of(trigger(found, trigger.get(), paused));
    }

    private TriggerKey trigger(WorkflowKey workflow, String name, List<Pausable> paused) throws Unknown {
        TreeSet<String> known = new TreeSet<>();
        paused.stream()
                .filter(what -> what.workflow().equals(workflow))
                .forEach(what -> what.trigger().ifPresent(known::add));
        triggers.all().stream()
                .map(TriggerRow::key)
                .filter(key -> key.workflow().equals(workflow))
                .forEach(key -> known.add(key.name()));
        if (!known.contains(name)) {
            String others = known.isEmpty() ? "it has none" : "it has " + String.join(", ", known);
            throw new Unknown(
                    "UNKNOWN_TRIGGER",
                    "workflow " + workflow + " has no trigger '" + name + "'; "
                            + Suggestion.orElse(name, known, others));
        }
        return new TriggerKey(workflow, name);
    }

    private WorkflowKey workflow(String name, List<Pausable> paused) throws Unknown {
        Function<WorkflowKey, String> naming = name.contains("/") ? WorkflowKey::toString : WorkflowKey::id;
        List<WorkflowKey> all = workflows(paused);
        List<WorkflowKey> found =
                all.stream().filter(key -> name.equals(naming.apply(key))).toList();
        if (found.isEmpty()) {
            throw unknownWorkflow("there is no workflow '" + name + "'; "
                    + near(name, all)
                            .map(near -> "did you mean '" + near + "'?")
                            .orElse("see sandglass workflows list"));
        }
        if (found.size() > 1) {
            String names = found.stream().map(WorkflowKey::toString).sorted().collect(Collectors.joining(", "));
            throw unknownWorkflow("more than one workflow is called '" + name + "': " + names + "; say which");
        }
        return found.get(0);
    }

    /** The namespace is not misspelt together with the id: as most of a name it would make any other look near. */
    private static Optional<String> near(String name, List<WorkflowKey> all) {
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

    private List<WorkflowKey> workflows(List<Pausable> paused) {
        return Stream.of(
                        specs.newestRevisions().keySet().stream(),
                        specs.deployments().stream().map(Deployment::workflow).flatMap(Optional::stream),
                        paused.stream().map(Pausable::workflow))
                .flatMap(keys -> keys)
                .distinct()
                .toList();
    }

    private static Unknown unknownWorkflow(String message) {
        return new Unknown("UNKNOWN_WORKFLOW", message);
    }
}
