package io.sandglass.store.intake;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.tables.RunHeadTable;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * How far each run has come: all open ones and those that ended lately. The database is asked about any other, and seldom:
 * ids grow, so that a run with a higher one than all that are forgotten is new. Guarded by its owner.
 */
public final class RunHeads {
    /** The number before that of a run's first record. */
    static final long UNKNOWN = 0;

    private static final int ENDED_KEPT = 20_000;

    private final Session reader;
    private final LongSupplier applied;
    private final Map<RunId, Head> heads = new HashMap<>();
    private final NavigableSet<RunId> open = new TreeSet<>();
    private final Deque<Head> ended = new ArrayDeque<>();
    private final Set<RunId> doomed = new HashSet<>();

    /** No run with a higher id is in the database unless it is among the heads. */
    private long highestForgotten;

    private long highest;

    /** @param applied the last entry that is in the database */
    public RunHeads(Session reader, LongSupplier applied) {
        this.reader = reader;
        this.applied = applied;
    }

    private static final class Head {
        private final RunId run;
        private final int begin;
        private long lastSeq;
        private long position;
        private boolean open = true;

        /** @param begin checksum of the first record; 0 if it is not known, as that came in an earlier process */
        Head(RunId run, int begin, long lastSeq) {
            this.begin = begin;
            this.run = run;
            this.lastSeq = lastSeq;
        }

        Head(RunHeadTable.Head stored) {
            this(stored.run(), 0, stored.lastSeq());
        }
    }

    /** Reads what the database knows, while nothing is on the way to it. */
    public void load() {
        reader.transaction(sql -> {
            RunHeadTable.open(sql).forEach(stored -> opened(new Head(stored)));
            highestForgotten = RunHeadTable.highest(sql);
            highest = Math.max(highest, highestForgotten);
            return open.size();
        });
    }

    /** The number of a run's last record, or {@link #UNKNOWN}; empty if only the database can tell. */
    OptionalLong lastSeq(RunId run) {
        if (doomed.contains(run)) {
            return OptionalLong.of(UNKNOWN);
        }
        Head head = heads.get(run);
        if (head != null) {
            return OptionalLong.of(head.lastSeq);
        }
        return run.value() > highestForgotten ? OptionalLong.of(UNKNOWN) : OptionalLong.empty();
    }

    /** Asks the database, but waits for none that is made anew; needs no guard. */
    Optional<RunHeadTable.Head> stored(RunId run, Intake intake) {
        return intake.readNow(reader, sql -> RunHeadTable.find(sql, run));
    }

    /** Whether a run that is known began with this record, in this process: then it is told again, else it is another one. */
    boolean begunBy(EncodedRecord first) {
        Head head = heads.get(first.record().run());
        return head == null || head.begin == first.checksum();
    }

    /** Of all that there are. */
    Optional<RunId> highest() {
        return highest == 0 ? Optional.empty() : Optional.of(new RunId(highest));
    }

    /** From now on it takes no records, unless it is open: it is about to be forgotten. */
    public boolean doom(RunId run) {
        return !open.contains(run) && doomed.add(run);
    }

    /** They are no longer doomed: the database has forgotten them, or they stay. */
    public void settle(Collection<RunId> runs) {
        doomed.removeAll(runs);
        runs.forEach(heads::remove);
        runs.forEach(run -> highestForgotten = Math.max(highestForgotten, run.value()));
    }

    /** A record that follows the run's last one was kept, in the journal's entry of this number. */
    void kept(EncodedRecord encoded, long position) {
        RunRecord record = encoded.record();
        if (record.event() instanceof RunStarted) {
            opened(new Head(record.run(), encoded.checksum(), 0));
        }
        Head head = requireNonNull(heads.get(record.run()), "the run's head");
        head.lastSeq = record.seq();
        head.position = position;
        boolean opens = !(record.event() instanceof RunEnded);
        if (opens != head.open) {
            turn(head, opens);
        }
    }

    /** The journal's last entry that tells of the run; 0 if the database has all of it. */
    long position(RunId run) {
        Head head = heads.get(run);
        return head == null ? 0 : head.position;
    }

    List<RunId> open() {
        return List.copyOf(open);
    }

    private void turn(Head head, boolean opens) {
        head.open = opens;
        if (opens) {
            opened(head);
            return;
        }
        open.remove(head.run);
        ended.add(head);
        forget();
    }

    private void opened(Head head) {
        heads.put(head.run, head);
        highest = Math.max(highest, head.run.value());
        open.add(head.run);
    }

    /**
     * One that ended long ago.
     *
     * @return the number of its last record
     */
    long remember(RunHeadTable.Head stored) {
        Head head = new Head(stored);
        head.open = false;
        heads.put(head.run, head);
        ended.add(head);
        return head.lastSeq;
    }

    private void forget() {
        while (ended.size() > ENDED_KEPT && ended.element().position <= applied.getAsLong()) {
            Head oldest = ended.remove();
            if (!oldest.open && heads.remove(oldest.run, oldest)) {
                highestForgotten = Math.max(highestForgotten, oldest.run.value());
            }
        }
    }
}
