package io.sandglass.store.verify;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.Pausable;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.tables.PluginTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the database must hold after the entries that were taken so far, as far as they tell. Used by one thread. */
final class ExpectedState {
    private final Map<RunId, RunChecksums> runs = new HashMap<>();
    private final Map<SpecKey, String> specs = new HashMap<>();
    private final Map<String, Optional<Integer>> deployments = new HashMap<>();
    private final Map<WorkflowKey, Set<String>> triggers = new HashMap<>();
    private final Map<TriggerKey, Optional<Instant>> nextFires = new HashMap<>();
    private final Map<Pausable, Boolean> pauses = new HashMap<>();
    private final List<SlotKey> slots = new ArrayList<>();
    private Optional<Map<String, String>> plugins = Optional.empty();

    /** One document. */
    record SpecKey(WorkflowKey workflow, int revision) {}

    void take(Change change) {
        if (change instanceof Change.Runs more) {
            more.encoded().forEach(this::record);
        } else if (change instanceof Change.Deletion gone) {
            forget(gone);
        } else if (change instanceof Change.SlotRecorded recorded) {
            slots.add(recorded.slot().slot());
        } else if (change instanceof Change.SlotsRecorded recorded) {
            recorded.slots().forEach(each -> slots.add(each.slot()));
        } else {
            deployed(change);
        }
    }

    Map<RunId, RunChecksums> runs() {
        return runs;
    }

    /** Checksums of the documents. */
    Map<SpecKey, String> specs() {
        return specs;
    }

    /** Their revisions by file; empty for a file that is gone. */
    Map<String, Optional<Integer>> deployments() {
        return deployments;
    }

    /** All that a workflow has. */
    Map<WorkflowKey, Set<String>> triggers() {
        return triggers;
    }

    Map<TriggerKey, Optional<Instant>> nextFires() {
        return nextFires;
    }

    /** Whether they last. */
    Map<Pausable, Boolean> pauses() {
        return pauses;
    }

    /** Their states by name and digest; empty if nothing was recorded about plugins. */
    Optional<Map<String, String>> plugins() {
        return plugins;
    }

    /** Those that came since the last call. */
    List<SlotKey> takeSlots() {
        List<SlotKey> taken = List.copyOf(slots);
        slots.clear();
        return taken;
    }

    int slots() {
        return slots.size();
    }

    private void record(EncodedRecord encoded) {
        runs.computeIfAbsent(encoded.record().run(), run -> new RunChecksums()).add(encoded);
        if (encoded.record().event() instanceof RunStarted started) {
            started.cause().slot().ifPresent(slots::add);
        }
    }

    private void forget(Change.Deletion gone) {
        if (gone instanceof Change.RunsDeleted) {
            gone.runs().forEach(runs::remove);
        } else {
            gone.runs().forEach(run -> Optional.ofNullable(runs.get(run)).ifPresent(RunChecksums::forget));
        }
    }

    private void deployed(Change change) {
        if (change instanceof Change.SpecSaved saved) {
            StoredSpec spec = saved.spec();
            specs.put(new SpecKey(spec.workflow(), spec.revision()), spec.sha256());
        } else if (change instanceof Change.DeploymentRecorded recorded) {
            Deployment deployment = recorded.deployment();
            deployments.put(deployment.file(), Optional.of(deployment.revision()));
        } else if (change instanceof Change.DeploymentForgotten forgotten) {
            deployments.put(forgotten.file(), Optional.empty());
        } else if (change instanceof Change.Paused paused) {
            pauses.put(paused.pause().what(), true);
        } else if (change instanceof Change.Resumed resumed) {
            pauses.put(resumed.what(), false);
        } else if (change instanceof Change.PluginsReplaced replaced) {
            plugins = Optional.of(PluginTable.states(replaced.plugins()));
        } else {
            triggers(change);
        }
    }

    private void triggers(Change change) {
        if (change instanceof Change.TriggersReplaced replaced) {
            nextFires.keySet().removeIf(trigger -> trigger.workflow().equals(replaced.workflow()));
            Set<String> names = new HashSet<>();
            for (TriggerRow row : replaced.triggers()) {
                names.add(row.key().name());
                nextFires.put(row.key(), row.nextFireTime());
            }
            triggers.put(replaced.workflow(), names);
        } else if (change instanceof Change.TriggerAdvanced advanced) {
            nextFires.put(advanced.trigger(), advanced.nextFireTime());
        }
    }
}
