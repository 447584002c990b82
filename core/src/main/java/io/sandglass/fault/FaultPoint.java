package io.sandglass.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Where faults may strike. The name outside is the constant's in lower case with hyphens. */
public enum FaultPoint {
    /** A trigger knows which slot is due; nothing has been done about it. */
    AFTER_TRIGGER_READ,
    /** A slot that is not run is about to be recorded. */
    BEFORE_SLOT_RECORD,
    AFTER_SLOT_RECORD,
    /** The first record of a run is about to be handed to the journal. */
    BEFORE_RUN_INSERT,
    /** The first record of a run is durable; nobody knows of it yet. */
    AFTER_RUN_INSERT,
    /** A run is about to be answered to whoever launched it. */
    BEFORE_LAUNCH_ANSWER,
    /** An attempt is about to ask for its place. */
    BEFORE_NODE_CLAIM,
    /** An attempt has its place, but no thread yet. */
    AFTER_NODE_CLAIM,
    /** An attempt is announced; the code of the node is about to run. */
    BEFORE_NODE_START,
    /** The code of a node has run; nobody knows of its result yet. */
    AFTER_SIDE_EFFECT,
    /** Records of a run wait in the journal. */
    RESULT_BUFFERED,
    /** The journal is about to hand a batch to the store. */
    BEFORE_BATCH_COMMIT,
    /** The store has the batch; nobody knows of it yet. */
    AFTER_BATCH_COMMIT,
    /** The run and its listeners are about to be notified of a durable record. */
    BEFORE_ACK,
    /** The journal on the disk is about to be written to. */
    JOURNAL_BEFORE_WRITE,
    /** The operating system has the entries; they may not be on the disk. */
    JOURNAL_AFTER_WRITE,
    /** The entries are as durable as the journal promises; nobody knows of it yet. */
    JOURNAL_AFTER_SYNC,
    /** A full segment of the journal is about to be followed by a new one. */
    JOURNAL_BEFORE_ROLL,
    /** The new segment is there, without entries. */
    JOURNAL_AFTER_ROLL,
    /** The database is about to commit what follows from entries of the journal. */
    PROJECTION_BEFORE_COMMIT,
    /** The database has committed it. */
    PROJECTION_AFTER_COMMIT,
    /** A copy of the database is whole and good; it does not count as a backup yet. */
    BACKUP_BEFORE_RENAME,
    /** It does; the journal has not forgotten anything for it yet. */
    BACKUP_AFTER_RENAME,
    /** Recovery is about to read which runs are open. */
    RECOVERY_BEFORE,
    /** Recovery has read the records of a run. */
    RECOVERY_AFTER_READ,
    /** Recovery has taken up a run. */
    RECOVERY_AFTER_RESUME,
    /** Recovery has taken up every run. */
    RECOVERY_AFTER;

    /** The name outside, such as {@code before-batch-commit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException if no point has that label; the message lists those there are */
    static FaultPoint labelled(String label) {
        return Arrays.stream(values())
                .filter(point -> point.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault point '" + label + "'; there are "
                        + Arrays.stream(values()).map(FaultPoint::label).collect(Collectors.joining(", "))));
    }
}
