package io.sandglass.store.tables;

import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunId;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.database.Params;
import io.sandglass.store.ledger.EncodedRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one batch tells of one run: its row, its attempts, its bytes. Used by one thread. */
public final class RunFold {
    /** How the bytes in {@code run_log} are laid out: records, each with its number and its size before it. */
    static final int LOG_FORMAT = 1;

    private final RunRow row;
    private final long firstSeq;
    private final ByteSink log = new ByteSink(256).bits(LOG_FORMAT);
    private final Map<String, AttemptRow> lasts = new HashMap<>();
    private final List<AttemptRow> attempts = new ArrayList<>();
    private final List<EventRow> notes = new ArrayList<>(0);
    private final Map<String, ValueWritten> values = new TreeMap<>();
    private final Set<PayloadRef> payloads = new LinkedHashSet<>(0);

    public RunFold(RunRow row) {
        this.row = row;
        this.firstSeq = row.lastSeq() + 1;
    }

    /** The run's own row. */
    public RunRow row() {
        return row;
    }

    RunId run() {
        return row.run();
    }

    /** Whether nothing of it is stored yet. */
    boolean fresh() {
        return row.fresh();
    }

    /** @return false if it was here before */
    boolean add(EncodedRecord encoded) {
        boolean next = row.advance(encoded.record().seq());
        if (next) {
            encoded.writeTo(log);
            payloads.addAll(encoded.refs());
        }
        return next;
    }

    /** Notes a record that neither the run's row nor an attempt's tells of. */
    void note(EventRow note) {
        notes.add(note);
    }

    /** The latest attempt of a node that this batch tells of. */
    @Nullable
    AttemptRow last(String node) {
        return lasts.get(node);
    }

    /** The attempt's row: one of this batch or a new one. */
    AttemptRow attempt(String node, int number) {
        AttemptRow last = lasts.get(node);
        if (last != null && last.attempt() >= number) {
            return last.attempt() == number ? last : earlier(node, number);
        }
        AttemptRow row = new AttemptRow(run().value(), node, number, fresh());
        lasts.put(node, row);
        attempts.add(row);
        return row;
    }

    /** What a node wrote last under a key is what counts. */
    void value(ValueWritten written) {
        values.put(written.key(), written);
    }

    Collection<ValueWritten> values() {
        return values.values();
    }

    boolean changed() {
        return row.lastSeq() >= firstSeq;
    }

    List<AttemptRow> attempts() {
        return attempts;
    }

    /** Payloads that the batch's records name. */
    Set<PayloadRef> payloads() {
        return payloads;
    }

    List<EventRow> notes() {
        return notes;
    }

    void log(Params params) throws java.sql.SQLException {
        params.number(run().value()).number(firstSeq).number(row.lastSeq()).bytes(log.toBytes());
    }

    private AttemptRow earlier(String node, int number) {
        for (AttemptRow known : attempts) {
            if (known.node().equals(node) && known.attempt() == number) {
                return known;
            }
        }
        AttemptRow row = new AttemptRow(run().value(), node, number, fresh());
        attempts.add(row);
        return row;
    }
}
