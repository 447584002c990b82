package io.sandglass.store.jdbc;

import io.sandglass.store.PauseStore;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.backup.Restore;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.journal.JournalFill;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.PluginRow;
import io.sandglass.store.projection.ProjectionLag;
import io.sandglass.store.retention.Prune;
import io.sandglass.store.tables.PluginTable;
import io.sandglass.store.verify.OfflineVerification;
import io.sandglass.store.verify.StoreFindings;
import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs, workflows and triggers in a journal, and in an embedded H2 database that follows it.
 *
 * <p>What is acknowledged is in the journal, and survives what its durability says. The database follows: one thread
 * writes it, in batches, and whatever becomes of its file, the journal brings it up to date again. Threads that call may be
 * interrupted; that never harms either. Thread-safe.
 *
 * @see <a href="../../../../../../../../docs/adr/0007-journal-first.md">ADR 7</a>
 */
public final class H2Store implements AutoCloseable {
    private final Home home;
    private final Clock clock;
    private final StoreParts parts;
    private @Nullable TcpListener listener;

    /** Still to be {@linkplain #start started}. */
    H2Store(Home home, StoreSettings settings, Duration queryLimit) {
        this.home = home;
        this.clock = settings.clock();
        this.parts = new StoreParts(home, settings, queryLimit);
    }

    /**
     * Opens the journal and the database, creating or upgrading them first if need be; a database that is damaged is made
     * anew from a backup and the journal.
     *
     * @throws io.sandglass.store.directory.StoreRefused if it is in use elsewhere, damaged beyond that, or newer than
     *     this program; somebody must act
     * @throws StoreUnavailable if the disk or the listener's port cannot be used now
     */
    public static H2Store open(StoreSettings settings) {
        return StoreOpening.open(settings, "async:");
    }

    /**
     * Begins.
     *
     * @param rebuilt whether the database was made anew just now
     * @throws StoreUnavailable also if the database is damaged; then {@link #closeDatabase()} is owed
     */
    void start(boolean rebuilt) {
        parts.start(rebuilt);
    }

    public RunStore runs() {
        return parts.runs;
    }

    public SpecStore specs() {
        return parts.specs;
    }

    public TriggerStore triggers() {
        return parts.triggers;
    }

    public PauseStore pauses() {
        return parts.pauses;
    }

    /** SQL over the report views; its connections are made at the first query. */
    public HistoryQuery history() {
        return parts.history;
    }

    /** How to reach this store over JDBC; empty if it was opened without a listener. */
    public Optional<JdbcAccess> jdbc() {
        return Optional.ofNullable(listener)
                .map(active -> new JdbcAccess(active.url(), ReaderAccess.USER, home.readerFile()));
    }

    /**
     * Waits until {@link #history()} shows everything that was acknowledged before; for those who conclude something from
     * what is not there.
     *
     * @throws StoreUnavailable if the database does not get there
     */
    public void awaitApplied() {
        parts.intake.awaitApplied();
    }

    /** How far queries may be behind what was acknowledged, at most. */
    public ProjectionLag projectionLag() {
        return parts.projector.lag();
    }

    /**
     * How much the journal keeps.
     *
     * @throws StoreUnavailable if the disk fails
     */
    public JournalFill journalFill() {
        return home.ledger().fill();
    }

    /** Why the store could not make a copy for itself when one was due; the journal grows until it can. */
    public Optional<String> backupTrouble() {
        return parts.maintenance.backupTrouble();
    }

    /**
     * Writes everything that was acknowledged so far into one file, which {@link #restore} takes, while work goes on.
     *
     * @param file must not exist; readable by its owner only, as it holds the database's passwords
     * @throws StoreUnavailable if it cannot be written, or the store is in memory
     */
    public void backup(Path file) {
        parts.maintenance.backup(file);
    }

    /** Copies the database for the store itself, without waiting until that is due, and lets the journal forget. */
    void backupNow() {
        parts.maintenance.backupNow();
    }

    /** A connection like the one that writes. */
    Connection administrator() throws SQLException {
        return home.database().connect();
    }

    /** Whether the store would copy its database by itself now. */
    boolean backupIsDue() throws IOException {
        return parts.maintenance.backupIsDue();
    }

    /**
     * Makes a data directory of a backup. What is there already is moved aside, within the directory, and kept.
     *
     * @param file made by {@link #backup}, or a copy that the store made for itself, in its place
     * @return where the old content is now; the directory itself if there was none
     * @throws io.sandglass.store.directory.StoreRefused if the directory is in use
     * @throws StoreUnavailable if the file is no backup, or the disk fails; then nothing has changed
     */
    public static Path restore(Path file, Path directory) {
        return Restore.run(file, directory, Restore.Mover.RENAME);
    }

    /**
     * The same as {@link #verify()} for a store that nobody has open, without changing anything of it.
     *
     * @throws io.sandglass.store.directory.StoreRefused if it is in use
     */
    public static StoreFindings verify(Path directory) {
        return OfflineVerification.of(directory);
    }

    /**
     * Reads the whole journal and compares the database with it, while work goes on. Takes a while; the journal forgets
     * nothing meanwhile.
     */
    public StoreFindings verify() {
        return parts.maintenance.verify();
    }

    /** How many runs would be deleted now, or lose their payloads. */
    public long prunable(Prune prune) {
        return parts.pruner.count(prune);
    }

    /**
     * Deletes runs that ended, or their payloads, for good and a few at a time; work goes on.
     *
     * @param goOn asked before each few
     * @return how many runs were deleted, or lost their payloads
     * @throws StoreUnavailable if it could not be kept, or the database does not follow; what was deleted stays so
     */
    public long prune(Prune prune, BooleanSupplier goOn) {
        return parts.pruner.prune(prune, clock.now(), goOn);
    }

    /**
     * Deletes slots of fire times long ago, for good and a few at a time; work goes on. The newest one of each trigger
     * stays, and no fire time that was recorded is ever taken for a new one.
     *
     * @param before only earlier fire times
     * @param goOn asked before each few
     * @return how many slots were deleted
     * @throws StoreUnavailable if it could not be kept, or the database does not follow; what was deleted stays so
     */
    public long pruneSlots(Instant before, BooleanSupplier goOn) {
        return parts.slotPruner.prune(before, goOn);
    }

    /**
     * Deletes the payload files that no run names any more.
     *
     * @param age how old they are at least, so that none goes whose record is still to come
     * @return how many
     * @throws StoreUnavailable if the disk or the database fails
     */
    public int sweepPayloads(Duration age) {
        return parts.maintenance.sweepPayloads(age);
    }

    /**
     * Makes these the plugin files that history shows, all or none. Files no longer named are shown as gone.
     *
     * @throws StoreUnavailable if nothing was stored
     */
    public void replacePlugins(Collection<PluginRow> rows) {
        List<PluginRow> plugins = rows.stream().map(PluginTable::fitting).toList();
        parts.intake.keep(List.of(new Change.PluginsReplaced(plugins)));
    }

    /** Ends the transaction in progress, the listener and the connections. Later calls throw StoreUnavailable. */
    @Override
    public void close() {
        try {
            if (listener != null) {
                listener.close();
            }
        } finally {
            try {
                closeDatabase();
            } finally {
                home.close();
            }
        }
    }

    void closeDatabase() {
        parts.close();
    }

    /** Called once, before the store is handed out. */
    void listen(int port) {
        parts.access.reader();
        listener = TcpListener.start(home.database(), port);
    }
}
