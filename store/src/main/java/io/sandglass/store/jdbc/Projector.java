package io.sandglass.store.jdbc;

import io.sandglass.run.LogLine;
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
    private final ProjectionQueue queue;
    private final TableWriter tables;
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
        this.tables = new TableWriter(writer, ledger);
        this.queue = new ProjectionQueue(settings);
        thread.setDaemon(true);
    }

    /**
     * Brings the database up to date on the calling thread, then keeps it so.
     *
     * @throws StoreUnavailable if the database or the ledger fails
     */
    void start() {
        queue.begin(tables.begin().seq(), ledger.lastSeq());
        while (!queue.caughtUp()) {
            write(fromLedger(), List.of());
        }
        thread.start();
    }

    ProjectionQueue queue() {
        return queue;
    }

    /** Waits until the database has everything that was acknowledged before, if it gets there in this time. */
    void settle(Duration patience) {
        queue.await(queue.offered(), patience);
    }

    ProjectionLag lag() {
        return queue.lag(Optional.ofNullable(trouble), tables.setAside());
    }

    /** Writes what is there, if the database takes it. What it does not take is in the ledger. */
    @Override
    public void close() {
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

    private void run() {
        boolean more = true;
        while (more) {
            ProjectionQueue.Batch batch = queue.take();
            try {
                write(batch.entries().isEmpty() ? fromLedger() : batch.entries(), batch.lines());
                recovered();
                more = !(queue.closed() && queue.caughtUp());
            } catch (RuntimeException e) {
                more = !queue.closed();
                if (more) {
                    failed(e, batch.lines().size());
                }
            }
        }
    }

    private List<PlacedChange> fromLedger() {
        List<PlacedChange> entries = new ArrayList<>();
        long after = queue.applied();
        if (after < ledger.lastSeq()) {
            int[] left = {REPLAY_BYTES};
            ledger.replay(after, (seq, type, bytes) -> {
                entries.add(new PlacedChange(seq, ChangeCodec.read(type, bytes), bytes.length));
                left[0] -= bytes.length;
                return left[0] > 0;
            });
        }
        return entries;
    }

    private void write(List<PlacedChange> entries, List<LogLine> lines) {
        long through = last(entries);
        tables.write(entries, lines, through);
        int records =
                entries.stream().mapToInt(entry -> entry.change().records()).sum();
        queue.applied(through, records, lines.size());
        ledger.projected(through);
    }

    private long last(List<PlacedChange> entries) {
        return entries.isEmpty()
                ? queue.applied()
                : entries.get(entries.size() - 1).seq();
    }

    /** Comes back when the database can be written to, or when all is over. The log lines of the batch are lost. */
    private void failed(RuntimeException first, int lines) {
        if (trouble == null) {
            log.error("the database cannot be written to; what is acknowledged is kept in the journal", first);
        }
        trouble = String.valueOf(first.getMessage());
        Optional<RuntimeException> cause = Optional.of(first);
        while (cause.isPresent() && !queue.closed()) {
            pause();
            delay = delay.multipliedBy(2).compareTo(MAX_DELAY) < 0 ? delay.multipliedBy(2) : MAX_DELAY;
            failures++;
            cause = mended(cause.get(), lines);
        }
        if (queue.caughtUp()) {
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
            queue.applied(applied, 0, lines);
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
