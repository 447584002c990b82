package io.sandglass.store.jdbc;

import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.history.HistoryQuery;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs, workflows and triggers in an embedded H2 database.
 *
 * <p>One connection writes, one transaction at a time; a record is acknowledged after the operating system has it, so it
 * survives the death of the process, but perhaps not a loss of power. Threads that call may be interrupted; that never
 * harms the database. Thread-safe.
 *
 * @see <a href="../../../../../../../../docs/adr/0002-store.md">ADR 2</a>
 */
public final class H2Store implements AutoCloseable {
    private final Home home;
    private final Session writer;
    private final Session reader;
    private final ReaderAccess access;
    private final HistoryQuery history;
    private final RunStore runs;
    private final SpecStore specs;
    private final TriggerStore triggers;
    private final PluginList plugins;
    private @Nullable TcpListener listener;

    private H2Store(Home home) {
        this.home = home;
        writer = new Session(home.connection(), home.database()::connect);
        reader = new Session(home.database()::connect);
        access = new ReaderAccess(home.database(), writer, home::readerCredentials);
        history = new HistoryQuery(access::borrow);
        runs = new JdbcRunStore(writer, reader, JdbcRunStore.LONGEST_EVENT);
        specs = new JdbcSpecStore(writer, reader);
        triggers = new JdbcTriggerStore(writer, reader);
        plugins = new PluginList(writer);
    }

    /**
     * Opens the database, creating or upgrading it first if need be.
     *
     * @throws StoreRefused if it is in use elsewhere, damaged, or newer than this program; somebody must act
     * @throws StoreUnavailable if the disk or the listener's port cannot be used now
     */
    public static H2Store open(StoreSettings settings) {
        return open(settings, "async:");
    }

    static H2Store open(StoreSettings settings, String scheme) {
        TcpListener.bindToLoopback();
        H2Store store = new H2Store(Home.open(settings, scheme));
        boolean ready = false;
        try {
            settings.tcpPort().ifPresent(store::listen);
            ready = true;
            return store;
        } finally {
            if (!ready) {
                store.close();
            }
        }
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

    /** SQL over the report views; its connections are made at the first query. */
    public HistoryQuery history() {
        return history;
    }

    /** How to reach this store over JDBC; empty if it was opened without a listener. */
    public Optional<JdbcAccess> jdbc() {
        return Optional.ofNullable(listener)
                .map(active -> new JdbcAccess(active.url(), ReaderAccess.USER, home.readerFile()));
    }

    /**
     * Makes these the plugin files that history shows, all or none. Files no longer named are shown as gone.
     *
     * @throws StoreUnavailable if nothing was stored
     */
    public void replacePlugins(Collection<PluginRow> rows) {
        plugins.replace(rows);
    }

    /** Ends the transaction in progress, the listener and the connections. Later calls throw StoreUnavailable. */
    @Override
    public void close() {
        if (listener != null) {
            listener.close();
        }
        access.close();
        reader.close();
        writer.close();
        home.close();
    }

    /** Called once, before the store is handed out. */
    private void listen(int port) {
        access.reader();
        listener = TcpListener.start(home.database(), port);
    }
}
