package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowKey;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which file each live workflow belongs to: a workflow has one file at most, and a file one workflow. A workflow that
 * lost its file stays live until it is {@link #forget forgotten}, so that another file may still take it over.
 *
 * <p>Not thread-safe; owned by {@link WorkflowDirectory}.
 */
final class Ownership {
    private final Map<String, Live> byFile = new HashMap<>();
    private final Map<WorkflowKey, String> owners = new HashMap<>();
    private final Set<WorkflowKey> ownerless = new LinkedHashSet<>();

    /** What fires. */
    record Live(WorkflowKey workflow, int revision) {
        Live {
            requireNonNull(workflow, "workflow");
        }
    }

    /** What is live from a file. */
    Optional<Live> of(String file) {
        return Optional.ofNullable(byFile.get(file));
    }

    Optional<String> owner(WorkflowKey workflow) {
        return Optional.ofNullable(owners.get(workflow));
    }

    /** The revision that is live, whosever it is. */
    Optional<Integer> revision(WorkflowKey workflow) {
        return owner(workflow).flatMap(this::of).map(Live::revision);
    }

    /** The file has this from now on, and neither what it had before nor has anybody else this. */
    void claim(String file, Live live) {
        release(file);
        owner(live.workflow()).ifPresent(byFile::remove);
        owners.put(live.workflow(), file);
        byFile.put(file, live);
        ownerless.remove(live.workflow());
    }

    /** The file has nothing any more. */
    void release(String file) {
        of(file).map(Live::workflow).ifPresent(workflow -> {
            byFile.remove(file);
            owners.remove(workflow);
            ownerless.add(workflow);
        });
    }

    /** A workflow that may have triggers, though no file has it. */
    void disown(WorkflowKey workflow) {
        if (!owners.containsKey(workflow)) {
            ownerless.add(workflow);
        }
    }

    /** The workflows that have lost their files, oldest loss first. */
    List<WorkflowKey> ownerless() {
        return List.copyOf(ownerless);
    }

    void forget(WorkflowKey workflow) {
        ownerless.remove(workflow);
    }
}
