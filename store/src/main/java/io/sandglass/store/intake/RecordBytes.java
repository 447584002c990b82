package io.sandglass.store.intake;

import io.sandglass.run.RunEvent.NodeEvent;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunRecord;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.NoRoom;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.EventCodec;
import io.sandglass.store.codec.LargePayloads;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.codec.PutAside;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.RecordTooLarge;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.payload.PayloadDamaged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes bytes of records, after a look at whether they can be stored: nothing is acknowledged that the tables refuse. */
public final class RecordBytes {
    /** What one entry of the journal holds, unless one record alone is larger. */
    private static final int ENTRY_BYTES = 512 * 1024;

    private final int longest;
    private final @Nullable LargePayloads aside;

    /**
     * @param longest most bytes of one event
     * @param aside takes large payloads; null to leave them where they are
     */
    public RecordBytes(int longest, @Nullable LargePayloads aside) {
        this.longest = longest;
        this.aside = aside;
    }

    /** Has the payloads that were put aside. */
    @Nullable
    LargePayloads aside() {
        return aside;
    }

    /** Whether payloads are put aside that are not large, too. */
    void spareMemory(boolean spare) {
        if (aside != null) {
            aside.spareMemory(spare);
        }
    }

    /** @param aside the payloads that were put aside */
    public record Encoded(List<EncodedRecord> records, List<PutAside> aside) {}

    /**
     * Encodes records; the payloads that are put aside are kept when this returns.
     *
     * @throws RecordRefused if one of them can never be stored
     * @throws NoRoom if there is no room for a payload, or one that it takes cannot be read now
     */
    public Encoded encode(List<RunRecord> records) {
        ByteSink out = new ByteSink(96 * records.size(), aside);
        int[] ends = new int[records.size()];
        List<List<PayloadRef>> refs = new ArrayList<>(ends.length);
        for (int i = 0; i < ends.length; i++) {
            RunRecord record = records.get(i);
            int from = out.size();
            check(record);
            write(out, record);
            ends[i] = out.size();
            refs.add(out.takeRefs());
            checkSize(record, ends[i] - from, refs.get(i));
        }
        byte[] bytes = out.toBytes();
        List<EncodedRecord> encoded = new ArrayList<>(ends.length);
        for (int i = 0; i < ends.length; i++) {
            int from = i == 0 ? 0 : ends[i - 1];
            encoded.add(new EncodedRecord(records.get(i), bytes, from, ends[i] - from, refs.get(i)));
        }
        return new Encoded(encoded, out.putAside());
    }

    private void checkSize(RunRecord record, int inline, List<PayloadRef> refs) {
        long size = inline;
        for (PayloadRef ref : refs) {
            size += ref.size();
        }
        if (size > longest) {
            throw new RecordTooLarge("run " + record.run() + ": record " + record.seq() + " ("
                    + EventCodec.name(record.event()) + ") has " + size + " bytes, but at most " + longest
                    + " can be stored");
        }
    }

    /** Cuts them into entries of the journal. */
    static List<Change.Runs> entries(List<EncodedRecord> records) {
        List<Change.Runs> entries = new ArrayList<>();
        int from = 0;
        int bytes = 0;
        for (int i = 0; i < records.size(); i++) {
            int length = records.get(i).length();
            if (i > from && bytes + length > ENTRY_BYTES) {
                entries.add(new Change.Runs(records.subList(from, i)));
                from = i;
                bytes = 0;
            }
            bytes += length;
        }
        entries.add(new Change.Runs(records.subList(from, records.size())));
        return entries;
    }

    private static void write(ByteSink out, RunRecord record) {
        try {
            EventCodec.write(out, record.event());
        } catch (IllegalArgumentException | PayloadDamaged e) {
            throw new RecordRefused("run " + record.run() + ": record " + record.seq() + " cannot be written: " + e, e);
        } catch (StoreUnavailable e) {
            throw new NoRoom("a payload that has left memory cannot come back: " + e.getMessage(), e);
        }
    }

    private static void check(RunRecord record) {
        if (record.event() instanceof NodeEvent event) {
            Columns.check("a node's id", event.node(), Columns.NAME);
        } else if (record.event() instanceof RunStarted started) {
            Columns.check("a cause", started.cause().kind(), Columns.WORD);
            Columns.check(started.workflow());
            started.request()
                    .ifPresent(
                            request -> Columns.check("a tenant", request.key().tenant(), Columns.NAME));
            started.trigger().ifPresent(Columns::check);
            started.cause().slot().map(SlotKey::trigger).ifPresent((TriggerKey trigger) -> Columns.check(trigger));
        }
    }
}
