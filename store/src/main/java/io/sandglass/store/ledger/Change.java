package io.sandglass.store.ledger;

import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.UnrunSlot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Something that the store was told and has decided to keep: one entry of the journal. Immutable. */
public sealed interface Change {
    /** How many rows may follow from it, roughly. */
    default int records() {
        return 1;
    }

    /** Records of runs, each following the one before it; never of a run that was left out. */
    record Runs(List<EncodedRecord> encoded) implements Change {
        public Runs {
            encoded = List.copyOf(encoded);
        }

        @Override
        public int records() {
            return encoded.size();
        }
    }

    record SpecSaved(StoredSpec spec) implements Change {}

    record DeploymentRecorded(Deployment deployment) implements Change {}

    record DeploymentForgotten(String file) implements Change {}

    /** These are a workflow's triggers from now on. */
    record TriggersReplaced(WorkflowKey workflow, List<TriggerRow> triggers) implements Change {
        public TriggersReplaced {
            triggers = List.copyOf(triggers);
        }
    }

    record TriggerAdvanced(TriggerKey trigger, Optional<Instant> nextFireTime) implements Change {}

    /** A slot was not run. */
    record SlotRecorded(UnrunSlot slot) implements Change {}

    /** Slots of one trigger were not run. */
    record SlotsRecorded(TriggerKey trigger, List<UnrunSlot> slots) implements Change {
        public SlotsRecorded {
            slots = List.copyOf(slots);
        }

        @Override
        public int records() {
            return slots.size();
        }
    }

    /** The slots of a trigger up to this fire time are gone, and none of them is ever recorded again. */
    record SlotsDeleted(TriggerKey trigger, Instant through) implements Change {}

    /** A workflow or a trigger is paused from now on. */
    record Paused(Pause pause) implements Change {}

    /** It is no longer. */
    record Resumed(Pausable what, Asked asked, Instant at) implements Change {}
    /** Something of runs that ended is deleted. */
    sealed interface Deletion extends Change {
        List<RunId> runs();
    }

    /** These runs are gone, all but the slots that they filled. */
    record RunsDeleted(List<RunId> runs) implements Deletion {
        public RunsDeleted {
            runs = List.copyOf(runs);
        }
    }

    /** The records of these runs are gone, inputs and outputs among them; that they were stays. */
    record PayloadsDeleted(List<RunId> runs, Instant at) implements Deletion {
        public PayloadsDeleted {
            runs = List.copyOf(runs);
        }
    }

    /** Of a run that is to be forgotten, at most so many rows are gone. */
    record RunTrimmed(RunId run, int rows) implements Deletion {
        @Override
        public List<RunId> runs() {
            return List.of(run);
        }
    }

    /** These are the plugin files from now on. */
    record PluginsReplaced(List<PluginRow> plugins) implements Change {
        public PluginsReplaced {
            plugins = List.copyOf(plugins);
        }
    }
}
