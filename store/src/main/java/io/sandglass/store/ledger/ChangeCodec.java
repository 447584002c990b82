package io.sandglass.store.ledger;

import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.ByteSource;
import io.sandglass.store.codec.EventCodec;
import io.sandglass.store.codec.Unreadable;
import java.util.ArrayList;
import java.util.List;

/**
 * Changes as entries of the journal. A type never changes its meaning: where a change gets another field, it gets another
 * type for what is written from then on, and the old one stays, for reading.
 */
public final class ChangeCodec {
    private static final int RUNS = 1;
    private static final int SPEC_SAVED = 2;
    private static final int DEPLOYMENT_RECORDED = 3;
    private static final int DEPLOYMENT_FORGOTTEN = 4;
    private static final int TRIGGERS_REPLACED = 5;
    private static final int TRIGGER_ADVANCED = 6;
    private static final int SLOT_RECORDED = 7;
    private static final int PLUGINS_REPLACED = 8;
    private static final int RUNS_FORGOTTEN = 9;
    private static final int PAYLOADS_FORGOTTEN = 10;
    private static final int RUN_TRIMMED = 11;
    private static final int PAUSED = 12;
    private static final int RESUMED = 13;
    private static final int SLOTS_RECORDED = 14;
    private static final int SLOTS_DELETED = 15;

    private ChangeCodec() {}

    /** An entry's type and bytes. */
    public record Written(int type, byte[] bytes) {}

    /** As an entry of the journal. */
    public static Written write(Change change) {
        ByteSink out = new ByteSink();
        return new Written(write(out, change), out.toBytes());
    }

    /** @throws Unreadable if the bytes make no sense, or a newer program wrote them */
    public static Change read(int type, byte[] bytes) {
        ByteSource in = new ByteSource(bytes);
        return switch (type) {
            case RUNS -> new Change.Runs(records(in));
            case SPEC_SAVED -> new Change.SpecSaved(DeployedCodec.spec(in));
            case DEPLOYMENT_RECORDED -> new Change.DeploymentRecorded(DeployedCodec.deployment(in));
            case DEPLOYMENT_FORGOTTEN -> new Change.DeploymentForgotten(in.text());
            case TRIGGERS_REPLACED ->
                new Change.TriggersReplaced(DeployedCodec.workflow(in), DeployedCodec.triggers(in));
            case TRIGGER_ADVANCED -> new Change.TriggerAdvanced(DeployedCodec.triggerKey(in), in.optionalTime());
            case SLOT_RECORDED -> new Change.SlotRecorded(SlotCodec.slot(DeployedCodec.triggerKey(in), in));
            case SLOTS_RECORDED -> SlotCodec.slots(DeployedCodec.triggerKey(in), in);
            case PLUGINS_REPLACED -> new Change.PluginsReplaced(DeployedCodec.plugins(in));
            case RUNS_FORGOTTEN -> new Change.RunsDeleted(runs(in));
            case PAYLOADS_FORGOTTEN -> new Change.PayloadsDeleted(runs(in), in.time());
            case RUN_TRIMMED -> new Change.RunTrimmed(new RunId(in.fixed()), in.smallCount());
            case SLOTS_DELETED -> new Change.SlotsDeleted(DeployedCodec.triggerKey(in), in.time());
            case PAUSED -> PauseCodec.paused(in);
            case RESUMED -> PauseCodec.resumed(in);
            default -> throw Unreadable.newer("it is of type " + type);
        };
    }

    /** Writes a record as it stands in an entry: its run, its number, how many bytes, the bytes. */
    public static void write(ByteSink out, RunId run, long seq, byte[] event, int from, int length) {
        out.fixed(run.value()).count(seq).count(length).raw(event, from, length);
    }

    private static int write(ByteSink out, Change change) {
        if (change instanceof Change.Runs runs) {
            runs.encoded()
                    .forEach(one ->
                            write(out, one.record().run(), one.record().seq(), one.bytes(), one.from(), one.length()));
            return RUNS;
        }
        if (change instanceof Change.SpecSaved saved) {
            DeployedCodec.spec(out, saved.spec());
            return SPEC_SAVED;
        }
        if (change instanceof Change.DeploymentRecorded recorded) {
            DeployedCodec.deployment(out, recorded.deployment());
            return DEPLOYMENT_RECORDED;
        }
        if (change instanceof Change.DeploymentForgotten forgotten) {
            out.text(forgotten.file());
            return DEPLOYMENT_FORGOTTEN;
        }
        return triggers(out, change);
    }

    private static int triggers(ByteSink out, Change change) {
        if (change instanceof Change.TriggersReplaced replaced) {
            DeployedCodec.workflow(out, replaced.workflow());
            DeployedCodec.triggers(out, replaced.triggers());
            return TRIGGERS_REPLACED;
        }
        if (change instanceof Change.TriggerAdvanced advanced) {
            DeployedCodec.triggerKey(out, advanced.trigger());
            out.optionalTime(advanced.nextFireTime());
            return TRIGGER_ADVANCED;
        }
        if (change instanceof Change.SlotRecorded recorded) {
            DeployedCodec.triggerKey(out, recorded.slot().slot().trigger());
            SlotCodec.write(out, recorded.slot());
            return SLOT_RECORDED;
        }
        if (change instanceof Change.SlotsRecorded recorded) {
            DeployedCodec.triggerKey(out, recorded.trigger());
            SlotCodec.write(out, recorded.slots());
            return SLOTS_RECORDED;
        }
        if (change instanceof Change.PluginsReplaced replaced) {
            DeployedCodec.plugins(out, replaced.plugins());
            return PLUGINS_REPLACED;
        }
        return pauses(out, change);
    }

    private static int pauses(ByteSink out, Change change) {
        if (change instanceof Change.Paused paused) {
            PauseCodec.write(out, paused);
            return PAUSED;
        }
        if (change instanceof Change.Resumed resumed) {
            PauseCodec.write(out, resumed);
            return RESUMED;
        }
        return deletions(out, change);
    }

    private static int deletions(ByteSink out, Change change) {
        if (change instanceof Change.RunsDeleted forgotten) {
            runs(out, forgotten.runs());
            return RUNS_FORGOTTEN;
        }
        if (change instanceof Change.PayloadsDeleted forgotten) {
            runs(out, forgotten.runs());
            out.time(forgotten.at());
            return PAYLOADS_FORGOTTEN;
        }
        if (change instanceof Change.RunTrimmed trimmed) {
            out.fixed(trimmed.run().value()).count(trimmed.rows());
            return RUN_TRIMMED;
        }
        if (change instanceof Change.SlotsDeleted deleted) {
            DeployedCodec.triggerKey(out, deleted.trigger());
            out.time(deleted.through());
            return SLOTS_DELETED;
        }
        throw new AssertionError(change);
    }

    private static void runs(ByteSink out, List<RunId> runs) {
        out.count(runs.size());
        runs.forEach(run -> out.fixed(run.value()));
    }

    private static List<RunId> runs(ByteSource in) {
        List<RunId> runs = new ArrayList<>();
        for (int i = in.length(); i > 0; i--) {
            runs.add(new RunId(in.fixed()));
        }
        return runs;
    }

    private static List<EncodedRecord> records(ByteSource in) {
        List<EncodedRecord> records = new ArrayList<>();
        while (!in.atEnd()) {
            RunId run = new RunId(in.fixed());
            long seq = in.count();
            int length = in.length();
            int from = in.position();
            RunRecord record = new RunRecord(run, seq, EventCodec.read(in));
            records.add(new EncodedRecord(record, in.array(), from, length, in.takeRefs()));
        }
        return records;
    }
}
