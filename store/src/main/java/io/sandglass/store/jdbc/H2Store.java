package io.sandglass.store.jdbc;

import io.sandglass.store.PauseStore;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.backup.Restore;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.intake.Intake;
import io.sandglass.store.intake.JournaledPauses;
import io.sandglass.store.intake.JournaledRuns;
import io.sandglass.store.intake.JournaledSpecs;
import io.sandglass.store.intake.JournaledTriggers;
import io.sandglass.store.intake.RecordBytes;
import io.sandglass.store.intake.RunHeads;
import io.sandglass.store.intake.SlotBook;
import io.sandglass.store.journal.JournalFill;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.PluginRow;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.projection.ProjectionLag;
import io.sandglass.store.projection.ProjectionQueue;
import io.sandglass.store.projection.Projector;
import io.sandglass.store.retention.Prune;
import io.sandglass.store.retention.Pruner;
import io.sandglass.store.retention.SlotPruner;
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
    /**
     * Most bytes of one event. An output of 8 MiB of JSON, the usual cap, takes less than twice as many whatever it
     * consists of.
     */
    static final int LONGEST_EVENT = 32 * 1024 * 1024;

    private final Home home;
    private final Clock clock;
    private final Session writer;
    private final Session reader;
    private final Projector projector;
    private final Intake intake;
    private final RunHeads heads;
    private final ReaderAccess access;
    private final HistoryQuery history;
    private final Pruner pruner;
    private final SlotPruner slotPruner;
    private final Maintenance upkeep;
    private final RunStore runs;
    private final SpecStore specs;
    private final TriggerStore triggers;
    private final PauseStore pauses;
    private @Nullable TcpListener listener;

    /** Still to be {@linkplain #start started}. */
    H2Store(Home home, StoreSettings settings, Duration queryLimit) {
        this.home = home;
        this.clock = settings.clock();
        writer = new Session(home.connection(), home.database()::connect);
        Sessions others = new Sessions();
        reader = others.add(Session.reading(home.database()::connect));
        access = new ReaderAccess(home.database(), writer, home::readerCredentials, queryLimit);
        DatabaseRepair mending = new DatabaseRepair(home, writer, others, access);
        projector = new Projector(writer, mending, home.ledger(), settings.projection(), settings.clock());
        intake = new Intake(home.ledger(), projector);
        ProjectionQueue queue = projector.queue();
        heads = new RunHeads(reader, queue::applied);
        SlotBook slots = new SlotBook(reader, queue::applied);
        PayloadFiles payloads = home.payloads(settings).orElse(null);
        upkeep = new Maintenance(home, settings, others, intake, projector, payloads);
        runs = new JournaledRuns(intake, queue, reader, heads, slots, new RecordBytes(LONGEST_EVENT, payloads));
        pruner = new Pruner(intake, reader, heads);
        slotPruner = new SlotPruner(intake, reader);
        specs = new JournaledSpecs(intake, reader);
        triggers = new JournaledTriggers(intake, reader, slots);
        pauses = new JournaledPauses(intake, reader);
        history = new HistoryQuery(access::borrow, projector::settle);
    }

    /**
     * Opens the journal and the database, creating or upgrading them first if need be; a database that is damaged is made
     * anew from a backup and the journal.
     *
     * @throws StoreRefused if it is in use elsewhere, damaged beyond that, or newer than this program; somebody must act
     * @throws StoreUnavailable if the disk or the listener's port cannot be used now
     */
    public static H2Store open(StoreSettings settings) {
        return StoreOpening.open(settings, "async:");
    }

    /** @throws StoreUnavailable also if the database is damaged; then {@link #closeDatabase()} is owed */
    void start() {
        projector.start();
        heads.load();
        upkeep.start();
    }

    public RunStore runs() {
        return runs;
    }

    public SpecStore specs() {
        return specs;
    }

    public TriggerStore triggers() {
        return triggers;
    }

    public PauseStore pauses() {
        return pauses;
    }

    /** SQL over the report views; its connections are made at the first query. */
    public HistoryQuery history() {
        return history;
    }

    /** How to reach this store over JDBC; empty if it was opened without a listener. */
    public Optional<JdbcAccess> jdbc() {
        return Optional.ofNullable(listener)
                .map(active -> new JdbcAccess(active.url(), ReaderAccess.USER, home.readerFile()));
    }

    /** How far queries may be behind what was acknowledged, at most. */
    public ProjectionLag projectionLag() {
        return projector.lag();
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
        return upkeep.backupTrouble();
    }

    /**
     * Writes everything that was acknowledged so far into one file, which {@link #restore} takes, while work goes on.
     *
     * @param file must not exist; readable by its owner only, as it holds the database's passwords
     * @throws StoreUnavailable if it cannot be written, or the store is in memory
     */
    public void backup(Path file) {
        upkeep.backup(file);
    }

    /** Copies the database for the store itself, without waiting until that is due, and lets the journal forget. */
    void backupNow() {
        upkeep.backupNow();
    }

    /** A connection like the one that writes. */
    Connection administrator() throws SQLException {
        return home.database().connect();
    }

    /** Whether the store would copy its database by itself now. */
    boolean backupIsDue() throws IOException {
        return upkeep.backupIsDue();
    }

    /**
     * Makes a data directory of a backup. What is there already is moved aside, within the directory, and kept.
     *
     * @param file made by {@link #backup}, or a copy that the store made for itself, in its place
     * @return where the old content is now; the directory itself if there was none
     * @throws StoreRefused if the directory is in use
     * @throws StoreUnavailable if the file is no backup, or the disk fails; then nothing has changed
     */
    public static Path restore(Path file, Path directory) {
        return Restore.run(file, directory, Restore.Mover.RENAME);
    }

    /**
     * The same as {@link #verify()} for a store that nobody has open, without changing anything of it.
     *
     * @throws StoreRefused if it is in use
     */
    public static StoreFindings verify(Path directory) {
        return OfflineVerification.of(directory);
    }

    /**
     * Reads the whole journal and compares the database with it, while work goes on. Takes a while; the journal forgets
     * nothing meanwhile.
     */
    public StoreFindings verify() {
        return upkeep.verify();
    }

    /** How many runs would be deleted now, or lose their payloads. */
    public long prunable(Prune prune) {
        return pruner.count(prune);
    }

    /**
     * Deletes runs that ended, or their payloads, for good and a few at a time; work goes on.
     *
     * @param goOn asked before each few
     * @return how many runs it were
     * @throws StoreUnavailable if it could not be kept, or the database does not follow; what was deleted stays so
     */
    public long prune(Prune prune, BooleanSupplier goOn) {
        return pruner.prune(prune, clock.now(), goOn);
    }

    /**
     * Deletes what became of fire times long ago, for good and a few at a time; work goes on. The newest one of each trigger
     * stays, and no fire time that was recorded is ever taken for a new one.
     *
     * @param before only earlier fire times
     * @param goOn asked before each few
     * @return how many it were
     * @throws StoreUnavailable if it could not be kept, or the database does not follow; what was deleted stays so
     */
    public long pruneSlots(Instant before, BooleanSupplier goOn) {
        return slotPruner.prune(before, goOn);
    }

    /**
     * Deletes the payload files that no run names any more.
     *
     * @param age how old they are at least, so that none goes whose record is still to come
     * @return how many
     * @throws StoreUnavailable if the disk or the database fails
     */
    public int sweepPayloads(Duration age) {
        return upkeep.sweepPayloads(age);
    }

    /**
     * Makes these the plugin files that history shows, all or none. Files no longer named are shown as gone.
     *
     * @throws StoreUnavailable if nothing was stored
     */
    public void replacePlugins(Collection<PluginRow> rows) {
        List<PluginRow> plugins = rows.stream().map(PluginTable::fitting).toList();
        intake.keep(List.of(new Change.PluginsReplaced(plugins)));
    }

    /** Ends the transaction in progress, the listener and the connections. Later calls throw StoreUnavailable. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        closeDatabase();
        home.close();
    }

    void closeDatabase() {
        boolean quiet = upkeep.stop();
        projector.close();
        access.close();
        reader.close();
        if (!quiet) {
            writer.shutDown();
        }
        writer.close();
    }

    /** Called once, before the store is handed out. */
    void listen(int port) {
        access.reader();
        listener = TcpListener.start(home.database(), port);
    }
}
