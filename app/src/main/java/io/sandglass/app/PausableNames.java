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

    /**
     * Finds a workflow, or one of its triggers.
     *
     * @param workflow {@code namespace/id}, or the id alone where only one namespace has it
     * @throws UnknownName if there is none, or more than one workflow has that id
     */
    Pausable find(String workflow, Optional<String> trigger) {
        List<Pausable> paused = pauses.lastingOrEndedAfter(Instant.now()).stream()
                .filter(Pause::lasts)
                .map(Pause::what)
                .toList();
        WorkflowKey found = new KnownWorkflows(workflows(paused)).find(workflow);
        return trigger.isEmpty() ? Pausable.of(found) : Pausable.of(trigger(found, trigger.get(), paused));
    }

    private TriggerKey trigger(WorkflowKey workflow, String name, List<Pausable> paused) {
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
            String message = "workflow " + workflow + " has no trigger '" + name + "'; ";
            throw UnknownName.trigger(workflow, message + Suggestion.orElse(name, known, others));
        }
        return new TriggerKey(workflow, name);
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
}
