package io.sandglass.store.intake;

import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.RunStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.Undecided;
import io.sandglass.store.codec.PutAside;
import io.sandglass.store.database.Session;
import io.sandglass.store.payload.PayloadDamaged;
import io.sandglass.store.projection.ProjectionQueue;
import io.sandglass.store.tables.RunLog;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs: what is acknowledged is in the journal; what is open is known here; what is past is read from the database, once
 * that has it.
 */
public final class JournaledRuns implements RunStore {
    private final Intake intake;
    private final ProjectionQueue queue;
    private final Session reader;
    private final Books books;
    private final RunHeads heads;
    private final RecordBytes bytes;

    public JournaledRuns(Intake intake, ProjectionQueue queue, Session reader, Books books, RecordBytes bytes) {
        this.intake = intake;
        this.queue = queue;
        this.reader = reader;
        this.books = books;
        this.heads = books.heads();
        this.bytes = bytes;
    }

    @Override
    public Set<RunId> append(List<RunRecord> records) {
        if (records.isEmpty()) {
            return Set.of();
        }
        RecordBytes.Encoded encoded = bytes.encode(records);
        return intake.about(Admission.subjects(records), () -> {
            Admission admission = new Admission(books, lastSeqs(records));
            admission.lookUp(records);
            intake.inTurn(() -> admission.decide(encoded.records()));
            if (!admission.accepted().isEmpty()) {
                long last = intake.keep(RecordBytes.entries(admission.accepted()));
                intake.inTurn(() -> admission.kept(last));
                encoded.aside().forEach(PutAside::letGo);
            }
            return Set.copyOf(admission.leftOut());
        });
    }

    /**
     * Nobody else waits while the database is asked about runs that ended long ago.
     *
     * @throws Undecided if it cannot answer now
     */
    private Map<RunId, Long> lastSeqs(List<RunRecord> records) {
        Map<RunId, Long> last = new HashMap<>();
        List<RunId> forgotten = intake.inTurn(() -> {
            Set<RunId> unknown = new LinkedHashSet<>();
            for (RunRecord record : records) {
                RunId run = record.run();
                heads.lastSeq(run).ifPresentOrElse(seq -> last.put(run, seq), () -> unknown.add(run));
            }
            return List.copyOf(unknown);
        });
        try {
            for (RunId run : forgotten) {
                heads.stored(run, intake)
                        .ifPresent(stored -> last.put(run, intake.inTurn(() -> heads.remember(stored))));
            }
            return last;
        } catch (StoreUnavailable e) {
            throw new Undecided(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void probe() {
        intake.probe();
    }

    @Override
    public Optional<String> overload() {
        return queue.overload();
    }

    @Override
    public void spareMemory(boolean spare) {
        bytes.spareMemory(spare);
    }

    @Override
    public Optional<KeyedRun> keyed(IdempotencyKey key) {
        return books.keys().find(key);
    }

    /** Log lines are not acknowledged: those that the database does not have yet are lost with the process. */
    @Override
    public void log(List<LogLine> lines) {
        queue.log(lines);
    }

    @Override
    public Optional<RunId> highestRun() {
        return intake.inTurn(heads::highest);
    }

    @Override
    public List<RunId> openRuns() {
        return intake.inTurn(heads::open);
    }

    @Override
    public List<RunRecord> events(RunId run) {
        long position = intake.inTurn(() -> heads.position(run));
        RunLog.Raw raw = intake.read(reader, position, sql -> RunLog.raw(sql, run));
        try {
            return raw.records(bytes.aside());
        } catch (PayloadDamaged e) {
            List<RunRecord> records = raw.records(null);
            long last = records.get(records.size() - 1).seq();
            throw new RecordsLost(run, last, "run " + run + ": " + e.getMessage());
        }
    }
}
