package io.sandglass.store.retention;

import io.sandglass.run.RunId;
import io.sandglass.store.database.Session;
import io.sandglass.store.intake.Intake;
import io.sandglass.store.intake.RunHeads;
import io.sandglass.store.ledger.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Deletes runs that ended, a few at a time, so that whoever waits for the database waits for no more than that. What is
 * deleted is kept in the journal: a database that is rebuilt forgets it again. One at a time; thread-safe.
 */
public final class Pruner {
    /** Runs in one entry. */
    private static final int CHUNK = 100;

    /** Rows in one entry, roughly: what is written in some ten milliseconds. */
    private static final int ROWS = 2_000;

    private final Intake intake;
    private final Session reader;
    private final DoomedRuns doomed;
    private final PruneRounds rounds = new PruneRounds();
    private final ReentrantLock turn = new ReentrantLock();

    /** The journal's last entry that deletes something. */
    private long kept;

    /** @param reader for this alone: it may have much to look through */
    public Pruner(Intake intake, Session reader, RunHeads heads) {
        this.intake = intake;
        this.reader = reader;
        this.doomed = new DoomedRuns(heads, intake::applied);
    }

    private record Weighed(RunId run, long rows) {}

    /** How many runs would be deleted, or lose their payloads. */
    public long count(Prune prune) {
        intake.awaitApplied();
        return reader.transaction(sql -> {
            long runs = 0;
            for (PruneQuery query : PruneQuery.of(prune)) {
                runs += query.count(sql);
            }
            return runs;
        });
    }

    /** @return how many runs were deleted, or lost their payloads */
    public long prune(Prune prune, Instant now, BooleanSupplier goOn) {
        turn.lock();
        try {
            intake.awaitApplied();
            PruneRounds.Range ids = rounds.next(prune);
            long gone = 0;
            for (PruneQuery query : PruneQuery.of(prune)) {
                gone += prune(query, ids, prune.what(), now, goOn);
            }
            if (goOn.getAsBoolean()) {
                rounds.done(prune, ids);
            }
            return gone;
        } finally {
            turn.unlock();
        }
    }

    private long prune(PruneQuery query, PruneRounds.Range ids, Prune.What what, Instant now, BooleanSupplier goOn) {
        PruneRounds.Range rest = ids;
        long gone = 0;
        while (goOn.getAsBoolean()) {
            PruneRounds.Range page = rest;
            List<RunId> found = reader.transaction(sql -> query.next(sql, page, CHUNK));
            if (found.isEmpty()) {
                break;
            }
            rest = new PruneRounds.Range(ids.from(), found.get(found.size() - 1).value());
            gone += prune(what, found, now);
        }
        return gone;
    }

    /** Those that were reopened meanwhile stay. */
    private long prune(Prune.What what, List<RunId> found, Instant now) {
        List<RunId> gone = intake.about(Set.copyOf(found), () -> intake.inTurn(() -> doomed.doom(found)));
        try {
            if (what == Prune.What.RUNS) {
                forget(gone, now);
            } else if (!gone.isEmpty()) {
                apply(new Change.PayloadsDeleted(gone, now));
            }
            return gone.size();
        } finally {
            intake.inTurn(() -> {
                doomed.release(gone, kept);
                return gone;
            });
        }
    }

    private void forget(List<RunId> runs, Instant now) {
        List<RunId> chunk = new ArrayList<>();
        long rows = 0;
        for (Weighed next : weighed(runs)) {
            if (next.rows() > ROWS) {
                trim(next, now);
            } else if (rows + next.rows() > ROWS) {
                apply(new Change.RunsDeleted(chunk));
                chunk.clear();
                rows = 0;
            }
            chunk.add(next.run());
            rows += Math.min(next.rows(), ROWS);
        }
        if (!chunk.isEmpty()) {
            apply(new Change.RunsDeleted(chunk));
        }
    }

    /** Without its records first: a run with holes must not be taken for a whole one. */
    private void trim(Weighed large, Instant now) {
        apply(new Change.PayloadsDeleted(List.of(large.run()), now));
        for (long left = large.rows(); left > ROWS; left -= ROWS) {
            apply(new Change.RunTrimmed(large.run(), ROWS));
        }
    }

    private List<Weighed> weighed(List<RunId> runs) {
        return reader.transaction(sql -> {
            List<Weighed> weighed = new ArrayList<>();
            for (RunId run : runs) {
                weighed.add(new Weighed(run, PruneQuery.rows(sql, run)));
            }
            return weighed;
        });
    }

    private void apply(Change change) {
        kept = intake.keep(List.of(change));
        intake.awaitApplied(kept);
    }
}
