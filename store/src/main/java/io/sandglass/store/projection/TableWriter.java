package io.sandglass.store.projection;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.UnrunSlot;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.PlacedChange;
import io.sandglass.store.tables.SetAside;
import io.sandglass.store.tables.Tables;
import io.sandglass.store.tables.WriteMode;
import io.sandglass.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes entries of the ledger into the tables, with the number of the last one in the same transaction. What the tables
 * will never take is set aside, and nothing else for its sake: of an entry, what it tells of the run or the slot that is to
 * blame; of that run, the rows that show its attempts before its records.
 *
 * <p>Used by one thread; {@link #setAside} may be asked by any.
 */
final class TableWriter {
    private static final Logger log = LoggerFactory.getLogger(TableWriter.class);

    private final Session writer;
    private final Ledger ledger;
    private final Clock clock;
    private final Tables tables = new Tables();
    private final AtomicLong setAside = new AtomicLong();

    TableWriter(Session writer, Ledger ledger, Clock clock) {
        this.writer = writer;
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Finds out where the tables stand; before anything else. */
    Applied begin() {
        return writer.transaction(sql -> {
            setAside.set(SetAside.count(sql));
            return Applied.read(sql);
        });
    }

    /** How often the tables refused something. */
    long setAside() {
        return setAside.get();
    }

    /**
     * Writes them; returns when the database has all but what it refuses.
     *
     * @param through the number of the last of them, or what the tables have already
     * @return how many log lines the tables refused
     * @throws StoreUnavailable if the database or the ledger fails; then some of them may be written
     */
    int write(List<PlacedChange> entries, List<LogLine> lines, long through) {
        ledger.harden(through);
        try {
            transaction(entries, lines, WriteMode.QUICK, through);
            return 0;
        } catch (RecordRefused e) {
            log.debug("looking at each row: {}", e.getMessage());
            entries(entries, through);
            return lines.isEmpty() ? 0 : lines(lines, through);
        }
    }

    private void entries(List<PlacedChange> entries, long through) {
        try {
            transaction(entries, List.of(), WriteMode.CHECKED, through);
        } catch (RecordRefused e) {
            for (PlacedChange entry : entries) {
                entry(entry);
            }
        }
    }

    private void entry(PlacedChange entry) {
        try {
            transaction(List.of(entry), List.of(), WriteMode.CHECKED, entry.seq());
        } catch (RecordRefused e) {
            if (entry.change() instanceof Change.Runs runs) {
                byRun(runs).forEach((run, records) -> run(entry, run, records));
                moveTo(entry.seq());
            } else if (entry.change() instanceof Change.SlotsRecorded some) {
                some.slots().forEach(slot -> slot(entry, slot));
                moveTo(entry.seq());
            } else {
                setAside(new SetAside(0, entry.seq(), String.valueOf(e.getMessage())), entry.seq());
            }
        }
    }

    /** The entry counts as applied only when each of its runs was seen to: a crash before that repeats them. */
    private void run(PlacedChange entry, RunId run, List<EncodedRecord> records) {
        PlacedChange part = new PlacedChange(entry.seq(), new Change.Runs(records));
        long before = entry.seq() - 1;
        try {
            transaction(List.of(part), List.of(), WriteMode.CHECKED, before);
        } catch (RecordRefused e) {
            setAside(new SetAside(run.value(), entry.seq(), String.valueOf(e.getMessage())), before);
            bare(part, run, before);
        }
    }

    private void slot(PlacedChange entry, UnrunSlot slot) {
        PlacedChange part = new PlacedChange(entry.seq(), new Change.SlotRecorded(slot));
        long before = entry.seq() - 1;
        try {
            transaction(List.of(part), List.of(), WriteMode.CHECKED, before);
        } catch (RecordRefused e) {
            setAside(new SetAside(0, entry.seq(), String.valueOf(e.getMessage())), before);
        }
    }

    private void bare(PlacedChange part, RunId run, long before) {
        try {
            transaction(List.of(part), List.of(), WriteMode.ESSENTIAL, before);
        } catch (RecordRefused e) {
            log.error("run {}: its records are left out of the tables, and it cannot go on after a restart", run);
            tables.leaveOut(run);
        }
    }

    private static Map<RunId, List<EncodedRecord>> byRun(Change.Runs runs) {
        return runs.encoded().stream()
                .collect(Collectors.groupingBy(
                        encoded -> encoded.record().run(), LinkedHashMap::new, Collectors.toList()));
    }

    private void setAside(SetAside refused, long through) {
        log.error("{}", refused.words());
        setAside.set(writer.transaction(sql -> {
            refused.write(sql, clock.now());
            Applied.move(sql, through);
            return SetAside.count(sql);
        }));
    }

    private void moveTo(long seq) {
        writer.transaction(sql -> {
            Applied.move(sql, seq);
            return seq;
        });
    }

    /** Writes what fits, in halves of halves. */
    private int lines(List<LogLine> lines, long through) {
        try {
            transaction(List.of(), lines, WriteMode.QUICK, through);
            return 0;
        } catch (RecordRefused e) {
            if (lines.size() == 1) {
                log.warn(
                        "run {}: a log line does not fit into the tables: {}",
                        lines.get(0).run(),
                        e.getMessage());
                return 1;
            }
            int half = lines.size() / 2;
            return lines(lines.subList(0, half), through) + lines(lines.subList(half, lines.size()), through);
        }
    }

    private void transaction(List<PlacedChange> entries, List<LogLine> lines, WriteMode mode, long through) {
        boolean done = false;
        try {
            writer.transaction(sql -> {
                tables.write(sql, entries, lines, mode);
                Applied.move(sql, through);
                Fault.at(FaultPoint.PROJECTION_BEFORE_COMMIT);
                return entries.size();
            });
            done = true;
            Fault.at(FaultPoint.PROJECTION_AFTER_COMMIT);
        } finally {
            if (!done) {
                tables.forget();
            }
        }
    }
}
