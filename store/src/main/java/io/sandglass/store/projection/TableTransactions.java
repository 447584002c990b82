package io.sandglass.store.projection;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.PlacedChange;
import io.sandglass.store.tables.SetAside;
import io.sandglass.store.tables.Tables;
import io.sandglass.store.tables.WriteMode;
import io.sandglass.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactions that change the tables, each with the number of the last entry that is in them by then. Used by one
 * thread; {@link #setAside} may be asked by any.
 */
final class TableTransactions {
    private static final Logger log = LoggerFactory.getLogger(TableTransactions.class);

    private final Session writer;
    private final Clock clock;
    private Tables tables = new Tables();
    private final AtomicLong setAside = new AtomicLong();

    TableTransactions(Session writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** Finds out where the tables stand; before anything else. */
    Applied begin() {
        return writer.transaction(sql -> {
            setAside.set(SetAside.count(sql));
            return Applied.read(sql);
        });
    }

    /** The last entry that is in the tables, if they can be read. */
    long look() {
        return writer.transaction(Applied::read).seq();
    }

    /** The same, if they can also be written to, which an answer alone does not show. */
    long probe() {
        return writer.transaction(sql -> {
            long seq = Applied.read(sql).seq();
            Applied.move(sql, seq);
            setAside.set(SetAside.count(sql));
            return seq;
        });
    }

    /** The tables are others than before: what was remembered of those, and what they did not take, is no more. */
    void rebuilt() {
        tables = new Tables();
    }

    /** How often the tables refused something. */
    long setAside() {
        return setAside.get();
    }

    /** Writes all of it or nothing. */
    void write(List<PlacedChange> entries, List<LogLine> lines, WriteMode mode, long through) {
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

    /** Notes that something is not in the tables. */
    void setAside(SetAside refused, long through) {
        log.error("{}", refused.words());
        setAside.set(writer.transaction(sql -> {
            refused.write(sql, clock.now());
            Applied.move(sql, through);
            return SetAside.count(sql);
        }));
    }

    /** Takes no more records of a run. */
    void leaveOut(RunId run) {
        log.error("run {}: its records are left out of the tables, and it cannot go on after a restart", run);
        tables.leaveOut(run);
    }

    /** Everything up to there is in the tables, or set aside. */
    void moveTo(long seq) {
        writer.transaction(sql -> {
            Applied.move(sql, seq);
            return seq;
        });
    }
}
