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
 * deleted is kept in the journal: a database that is made anew forgets it again. One at a time; thread-safe.
 */
public final class Pruner {
    /** Runs in one entry. */
    private static final int CHUNK = 100;

    /** Rows in one entry, roughly: what is written in some ten milliseconds. */
    private static final int ROWS = 2_000;

    private final Intake intake;
    private final Session reader;
    private final RunHeads heads;
    private final ReentrantLock turn = new ReentrantLock();

    public Pruner(Intake intake, Session reader, RunHeads heads) {
        this.intake = intake;
        this.reader = reader;
        this.heads = heads;
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
            long gone = 0;
            for (PruneQuery query : PruneQuery.of(prune)) {
                gone += prune(query, prune.what(), now, goOn);
            }
            return gone;
        } finally {
            turn.unlock();
        }
    }

    private long prune(PruneQuery query, Prune.What what, Instant now, BooleanSupplier goOn) {
        long below = Long.MAX_VALUE;
        long gone = 0;
        while (goOn.getAsBoolean()) {
            long bound = below;
            List<RunId> found = reader.transaction(sql -> query.next(sql, bound, CHUNK));
            if (found.isEmpty()) {
                break;
            }
            below = found.get(found.size() - 1).value();
            gone += prune(what, found, now);
        }
        return gone;
    }

    /** Those that were reopened meanwhile stay. */
    private long prune(Prune.What what, List<RunId> found, Instant now) {
        List<RunId> doomed = intake.about(
                Set.copyOf(found),
                () -> intake.inTurn(() -> found.stream().filter(heads::doom).toList()));
        try {
            if (what == Prune.What.PAYLOADS) {
                apply(new Change.PayloadsDeleted(doomed, now));
            } else {
                forget(doomed, now);
            }
            return doomed.size();
        } finally {
            intake.inTurn(() -> {
                heads.settle(doomed);
                return doomed;
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
        intake.awaitApplied(intake.keep(List.of(change)));
    }
}
