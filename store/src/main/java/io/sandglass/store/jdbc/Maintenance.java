package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.backup.DatabaseCopy;
import io.sandglass.store.backup.Patience;
import io.sandglass.store.backup.RequestedBackups;
import io.sandglass.store.backup.ScheduledBackups;
import io.sandglass.store.database.Cancellation;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.intake.Intake;
import io.sandglass.store.payload.Copies;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.projection.Projector;
import io.sandglass.store.tables.PayloadTable;
import io.sandglass.store.verify.StoreFindings;
import io.sandglass.store.verify.Verification;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done to a store from time to time while work goes on: copies, looking it through, sweeping. Thread-safe. */
final class Maintenance {
    private static final Logger log = LoggerFactory.getLogger(Maintenance.class);

    private final Home home;
    private final Clock clock;
    private final Sessions sessions;
    private final Projector projector;
    private final Intake intake;
    private final Optional<ScheduledBackups> backups;
    private final Cancellation cancellation;
    private final ReentrantLock sweeping = new ReentrantLock();
    private final @Nullable PayloadFiles payloads;
    private final @Nullable RequestedBackups requested;

    /** @param payloads null in memory */
    Maintenance(
            Home home,
            StoreSettings settings,
            Sessions sessions,
            Intake intake,
            Projector projector,
            @Nullable PayloadFiles payloads) {
        this.home = home;
        this.clock = settings.clock();
        this.sessions = sessions;
        this.projector = projector;
        this.intake = intake;
        this.backups = home.backups(settings, sessions);
        this.cancellation =
                backups.map(scheduled -> scheduled.copy().cancellation()).orElseGet(Cancellation::new);
        this.payloads = payloads;
        this.requested = home.requested(payloads, backups, clock);
    }

    /** What a process that died has left goes, and the store makes copies for itself from now on. */
    void start() {
        tidyPayloads();
        backups.ifPresent(ScheduledBackups::start);
    }

    private void tidyPayloads() {
        try {
            if (payloads != null) {
                payloads.tidy();
            }
        } catch (IOException | UncheckedIOException e) {
            log.warn("cannot look through the payloads: {}", e.toString());
        }
    }

    void backup(Path file) {
        if (requested == null) {
            throw new StoreUnavailable("a store in memory has no backups");
        }
        intake.awaitApplied();
        requested.write(file);
    }

    void backupNow() {
        projector.settle(Intake.PATIENCE);
        backups.orElseThrow().take();
    }

    Optional<String> backupTrouble() {
        return backups.flatMap(ScheduledBackups::trouble);
    }

    boolean backupIsDue() throws IOException {
        return backups.orElseThrow().due();
    }

    StoreFindings verify() {
        return backups.map(scheduled -> scheduled.copy().inTurn(this::verified)).orElseGet(this::verified);
    }

    private StoreFindings verified() {
        return reading(session -> new Verification(
                        home.ledger(), session, home.journal(), Optional.ofNullable(payloads), cancellation)
                .run());
    }

    int sweepPayloads(Duration age) {
        if (payloads == null) {
            return 0;
        }
        Instant before = clock.now().minus(age);
        intake.awaitApplied();
        sweeping.lock();
        try {
            cancellation.check();
            return reading(session -> sweep(payloads, before, session));
        } finally {
            sweeping.unlock();
        }
    }

    private int sweep(PayloadFiles files, Instant before, Session session) {
        try {
            long copied = backups.isEmpty() ? Long.MAX_VALUE : backups.get().oldest();
            return files.sweep(
                    before,
                    sha256 -> named(sha256, session),
                    new Copies(home.journal(), home.ledger()::lastSeq, copied));
        } catch (IOException e) {
            throw new StoreUnavailable("cannot look through the payloads: " + e, e);
        }
    }

    /** Looks only into a database that has caught up, as a file that none of its runs names goes for good. */
    private boolean named(String sha256, Session session) {
        cancellation.check();
        return intake.read(session, 0, sql -> PayloadTable.named(sql, sha256));
    }

    /** With a connection of its own: these take long. */
    private <T> T reading(Function<Session, T> work) {
        Session session = sessions.add(Session.reading(home.database()::connect));
        try {
            return work.apply(session);
        } finally {
            sessions.end(session);
        }
    }

    /**
     * Ends what is under way, or gives up waiting for it after a few seconds.
     *
     * @return whether all of it has ended that has to do with files
     */
    boolean stop() {
        cancellation.ask();
        boolean quiet = backups.map(ScheduledBackups::stop).orElse(true);
        return awaitSweep() && quiet;
    }

    private boolean awaitSweep() {
        boolean ended = Patience.await(DatabaseCopy.PATIENCE, nanos -> sweeping.tryLock(nanos, TimeUnit.NANOSECONDS));
        if (ended) {
            sweeping.unlock();
        }
        return ended;
    }
}
