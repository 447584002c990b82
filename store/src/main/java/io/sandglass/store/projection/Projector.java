package io.sandglass.store.projection;

import io.sandglass.run.LogLine;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.PlacedChange;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the database follow the ledger, on a thread of its own: the only one that writes the tables.
 *
 * <p>Whatever goes wrong with the database, nothing is lost by it: after a failure it is asked what it has applied, and
 * everything from there on is written again, from the ledger, with growing delays.
 */
public final class Projector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Projector.class);

    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);

    /** As many entries as there may be that earlier processes had set aside. */
    private static final long MANY = Integer.MAX_VALUE;

    /** How long a database that is behind goes on catching up once this is closed. */
    private static final Duration LAST_WRITES = Duration.ofSeconds(5);

    private final Repair repair;
    private final Ledger ledger;
    private final ProjectionQueue queue;
    private final EntryReader reader;
    private final TableTransactions transactions;
    private final TableWriter tables;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "sandglass-projector");
    private volatile @Nullable String trouble;
    private volatile long closedAt;

    /** Belongs to the thread, once that runs. */
    private Duration delay = FIRST_DELAY;

    private final Suspects suspects;
    private int failures;

    /** The most entries that a database did not take. */
    private long known;

    /** Why the database may not be what it is taken for; null if it was written to. */
    private @Nullable Throwable cause;

    private boolean fresh;

    public Projector(Session writer, Repair repair, Ledger ledger, ProjectionSettings settings, Clock clock) {
        this.repair = repair;
        this.ledger = ledger;
        this.reader = new EntryReader(ledger);
        this.transactions = new TableTransactions(writer, clock);
        this.tables = new TableWriter(transactions, ledger);
        this.queue = new ProjectionQueue(settings);
        this.suspects = new Suspects(repair.rebuilds(), System::nanoTime);
        thread.setDaemon(true);
    }

    /**
     * Brings the database up to date on the calling thread, then keeps it so.
     *
     * @param rebuilt whether it was made anew just now, so that entries it does not take are to be set aside
     * @throws StoreUnavailable if the database or the ledger fails
     */
    public void start(boolean rebuilt) {
        queue.begin(transactions.begin().seq(), ledger.lastSeq());
        boolean last = rebuilt || !repair.rebuilds();
        if (rebuilt) {
            suspects.rebuilt(MANY);
        }
        while (!queue.caughtUp()) {
            try {
                write(next(), List.of(), 0); // nobody was notified of those
            } catch (RuntimeException | Error e) {
                if (!Suspects.mayBeToBlame(e)) {
                    throw e;
                }
                if (!last) {
                    throw e instanceof StoreUnavailable known ? known : new StoreUnavailable("not written: " + e, e);
                }
                queue.resume(transactions.probe());
            }
        }
        suspects.caughtUp();
        thread.start();
    }

    /** What is to be written. */
    public ProjectionQueue queue() {
        return queue;
    }

    /** Waits until the database has everything that was acknowledged before, if it gets there in this time. */
    public void settle(Duration patience) {
        queue.await(queue.offered(), patience);
    }

    /** How far the database is behind. */
    public ProjectionLag lag() {
        return queue.lag(Optional.ofNullable(trouble), transactions.setAside());
    }

    /** Writes what is there, if the database takes it within seconds. What it does not take is in the ledger. */
    @Override
    public void close() {
        closedAt = System.nanoTime();
        closing.countDown();
        queue.close();
        boolean interrupted = false;
        while (thread.isAlive()) { // never, if it was not started
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** An error ends it as little as a failure does, while there is hope: without it the history stands still for good. */
    private void run() {
        while (!over()) {
            try {
                if (cause == null) {
                    follow();
                } else {
                    mend(cause);
                }
            } catch (DatabaseLost e) {
                tell(e);
                throw e;
            } catch (RuntimeException | Error e) {
                fresh = cause == null;
                cause = e;
            }
        }
    }

    private boolean over() {
        if (!queue.closed()) {
            return false;
        }
        boolean late = System.nanoTime() - closedAt > LAST_WRITES.toNanos();
        if (late && !queue.caughtUp()) {
            log.info(
                    "the database has the journal up to entry {} of {}; it catches up when the store is opened again",
                    queue.applied(),
                    ledger.lastSeq());
        }
        return late || cause != null || queue.caughtUp();
    }

    /** Lines are taken last: those that are taken are lost when anything fails, and entries can be read again. */
    private void follow() {
        if (suspects.isEmpty() && !queue.awaitDue()) {
            transactions.look(); // H2 closes a database also because of what readers do to it
        } else {
            List<PlacedChange> entries = next();
            boolean convicted = suspects.convicted(entries);
            write(entries, suspects.isEmpty() ? queue.takeLines() : List.of(), newRecords(entries));
            recovered(convicted);
        }
        repair.look();
    }

    /** Read only now, so that what waits takes no memory; the system still has it in its own, most often. */
    private List<PlacedChange> next() {
        return reader.after(queue.applied(), suspects::endsBatch);
    }

    private void write(List<PlacedChange> entries, List<LogLine> lines, int records) {
        long through = last(entries);
        long before = transactions.setAside();
        int refused = written(entries, lines, through);
        suspects.written(through, transactions.setAside() > before);
        queue.lost(refused);
        queue.applied(through, records, lines.size());
        ledger.projected(through);
    }

    private int written(List<PlacedChange> entries, List<LogLine> lines, long through) {
        try {
            return suspects.convicted(entries)
                    ? tables.writeSuspect(entries.get(0), lines)
                    : tables.write(entries, lines, through);
        } catch (RuntimeException | Error e) {
            suspects.failed(entries, e);
            throw e;
        }
    }

    private int newRecords(List<PlacedChange> entries) {
        long before = queue.highestApplied();
        return entries.stream()
                .filter(entry -> entry.seq() > before)
                .mapToInt(entry -> entry.change().records())
                .sum();
    }

    private long last(List<PlacedChange> entries) {
        return entries.isEmpty()
                ? queue.applied()
                : entries.get(entries.size() - 1).seq();
    }

    /** Begins again where the database is, if it can be written to. The log lines that were taken are lost. */
    private void mend(Throwable failure) {
        if (fresh) {
            fresh = false;
            tell(failure);
        }
        pause();
        delay = delay.multipliedBy(2).compareTo(MAX_DELAY) < 0 ? delay.multipliedBy(2) : MAX_DELAY;
        failures += suspects.excuses(failure) ? 0 : 1;
        known = Math.max(known, transactions.setAside());
        if (repair.after(failure, failures)) {
            suspects.rebuilt(known);
            transactions.rebuilt();
        }
        queue.resume(transactions.probe());
        cause = null;
        if (queue.caughtUp()) {
            recovered(false);
        }
    }

    private void tell(Throwable failure) {
        boolean first = trouble == null;
        trouble = failure instanceof Error
                ? "an error in the thread that writes it: " + failure
                : String.valueOf(failure.getMessage());
        if (first) {
            log.error("the database cannot be written to; what is acknowledged is kept in the journal", failure);
        }
    }

    private void pause() {
        try {
            if (closing.await(delay.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("closing while the database cannot be written to: {}", trouble);
            }
        } catch (InterruptedException e) {
            log.debug("the projector is never interrupted for a reason", e);
        }
    }

    /** @param convicted whether an entry was given up, which says nothing for the database */
    private void recovered(boolean convicted) {
        delay = FIRST_DELAY;
        failures = convicted ? failures : 0;
        if (trouble != null && suspects.isEmpty() && queue.applied() >= queue.highestApplied()) {
            suspects.caughtUp();
            repair.done();
            trouble = null;
            log.info("the database can be written to again");
        }
    }
}
