package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.StoreCorrupt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens a store; if its database turns out to be damaged, it is rebuilt and opened once more. */
final class StoreOpening {
    private StoreOpening() {}

    /** @param scheme of the file system that H2 is to use */
    static H2Store open(StoreSettings settings, String scheme) {
        return open(settings, scheme, QueryLimit.USUAL);
    }

    /** @param queryLimit what a query of the reader may take */
    static H2Store open(StoreSettings settings, String scheme, Duration queryLimit) {
        TcpListener.bindToLoopback();
        return open(Home.open(settings, scheme), settings, queryLimit);
    }

    /**
     * A store that has started, and listens if it is to.
     *
     * @param home closed if this fails, else by the store
     * @param queryLimit what a query of the reader may take
     */
    static H2Store open(Home home, StoreSettings settings, Duration queryLimit) {
        @Nullable H2Store store = null;
        boolean ready = false;
        try {
            store = started(home, settings, queryLimit);
            settings.tcpPort().ifPresent(store::listen);
            ready = true;
            return store;
        } finally {
            if (!ready && store != null) {
                store.close();
            } else if (!ready) {
                home.close();
            }
        }
    }

    /** A database that opens may still turn out to be damaged, or too old, when it is to catch up with the journal. */
    private static H2Store started(Home home, StoreSettings settings, Duration queryLimit) {
        try {
            return start(home, settings, queryLimit, home.rebuilds() > 0);
        } catch (StoreUnavailable e) {
            home.rebuild(home.damage(e).orElseThrow(() -> e));
        } catch (StoreCorrupt e) {
            home.bridge(e);
        }
        return start(home, settings, queryLimit, true);
    }

    private static H2Store start(Home home, StoreSettings settings, Duration queryLimit, boolean rebuilt) {
        H2Store store = new H2Store(home, settings, queryLimit);
        try {
            store.start(rebuilt);
            home.tellDamaged();
            return store;
        } catch (RuntimeException e) {
            store.closeDatabase();
            throw e;
        }
    }
}
