package io.sandglass.store.jdbc;

import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.run.LogLine;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
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
final class Projector implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Projector.class);
    private static final int REPLAY_BYTES = 8 * 1024 * 1024;
    private static final Duration FIRST_DELAY = Duration.ofMillis(100);
    private static final Duration MAX_DELAY = Duration.ofSeconds(5);

    private final Session writer;
    private final Mending mending;
    private final Ledger ledger;
    private final Backlog backlog;
    private final Tables tables = new Tables();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "sandglass-projector");
    private volatile @Nullable String trouble;

    /** Belongs to the thread, once that runs. */
    private Duration delay = FIRST_DELAY;

    private int failures;

    Projector(Session writer, Mending mending, Ledger ledger, ProjectionSettings settings) {
        this.writer = writer;
        this.mending = mending;
        this.ledger = ledger;
        this.backlog = new Backlog(settings);
        thread.setDaemon(true);
    }

    /**
     * Brings the database up to date on the calling thread, then keeps it so.
     *
     * @throws StoreUnavailable if the database or the ledger fails
     */
    void start() {
        backlog.begin(writer.transaction(Applied::read).seq(), ledger.lastSeq());
        while (!backlog.caughtUp()) {
            write(fromLedger(), List.of());
        }
        thread.start();
    }

    Backlog backlog() {
        return backlog;
    }

    /** Waits until the database has everything that was acknowledged before, if it gets there in this time. */
    void settle(Duration patience) {
        backlog.await(backlog.offered(), patience);
    }

    ProjectionLag lag() {
        return backlog.lag(Optional.ofNullable(trouble));
    }

    /** Writes what is there, if the database takes it. What it does not take is in the ledger. */
    @Override
    public void close() {
        closing.countDown();
        backlog.close();
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

    private void run() {
        boolean more = true;
        while (more) {
            Backlog.Batch batch = backlog.take();
            try {
                write(batch.entries().isEmpty() ? fromLedger() : batch.entries(), batch.lines());
                recovered();
                more = !(backlog.closed() && backlog.caughtUp());
            } catch (RuntimeException e) {
                more = !backlog.closed();
                if (more) {
                    failed(e, batch.lines().size());
                }
            }
        }
    }

    private List<Entry> fromLedger() {
        List<Entry> entries = new ArrayList<>();
        long after = backlog.applied();
        if (after < ledger.lastSeq()) {
            int[] left = {REPLAY_BYTES};
            ledger.replay(after, (seq, type, bytes) -> {
                entries.add(new Entry(seq, ChangeCodec.read(type, bytes), bytes.length));
                left[0] -= bytes.length;
                return left[0] > 0;
            });
        }
        return entries;
    }

    private void write(List<Entry> entries, List<LogLine> lines) {
        ledger.harden(last(entries));
        try {
            transaction(entries, lines, false);
        } catch (RecordRefused e) {
            log.debug("looking at each row: {}", e.getMessage());
            carefully(entries, lines);
        }
        int records =
                entries.stream().mapToInt(entry -> entry.change().records()).sum();
        backlog.applied(last(entries), records, lines.size());
        ledger.projected(last(entries));
    }

    /** An entry that the tables will never take must not keep those after it from them. */
    private void carefully(List<Entry> entries, List<LogLine> lines) {
        try {
            transaction(entries, lines, true);
        } catch (RecordRefused e) {
            if (entries.size() > 1) {
                for (Entry entry : entries) {
                    carefully(List.of(entry), List.of());
                }
                return;
            }
            log.error("entry {} of the journal does not fit into the tables and is left out of them", last(entries), e);
            writer.transaction(sql -> {
                Applied.move(sql, last(entries));
                return true;
            });
        }
    }

    private void transaction(List<Entry> entries, List<LogLine> lines, boolean careful) {
        boolean done = false;
        try {
            writer.transaction(sql -> {
                tables.write(sql, entries, lines, careful);
                Applied.move(sql, last(entries));
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

    private long last(List<Entry> entries) {
        return entries.isEmpty()
                ? backlog.applied()
                : entries.get(entries.size() - 1).seq();
    }

    /** Comes back when the database can be written to, or when all is over. The log lines of the batch are lost. */
    private void failed(RuntimeException first, int lines) {
        if (trouble == null) {
            log.error("the database cannot be written to; what is acknowledged is kept in the journal", first);
        }
        trouble = String.valueOf(first.getMessage());
        Optional<RuntimeException> cause = Optional.of(first);
        while (cause.isPresent() && !backlog.closed()) {
            pause();
            delay = delay.multipliedBy(2).compareTo(MAX_DELAY) < 0 ? delay.multipliedBy(2) : MAX_DELAY;
            failures++;
            cause = mended(cause.get(), lines);
        }
        if (backlog.caughtUp()) {
            recovered();
        }
    }

    /** @return why it is not */
    private Optional<RuntimeException> mended(RuntimeException cause, int lines) {
        try {
            mending.after(cause, failures);
            long applied = writer.transaction(sql -> {
                long seq = Applied.read(sql).seq();
                Applied.move(sql, seq); // an answer alone does not show that it can be written to
                return seq;
            });
            backlog.applied(applied, 0, lines);
            return Optional.empty();
        } catch (RuntimeException e) {
            log.debug("the database does not say what it has applied: {}", e.getMessage());
            return Optional.of(e);
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

    private void recovered() {
        delay = FIRST_DELAY;
        failures = 0;
        if (trouble != null) {
            mending.done();
            trouble = null;
            log.info("the database can be written to again");
        }
    }
}
