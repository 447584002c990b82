package io.sandglass.store.jdbc;

import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.ledger.Ledger;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens to the tests of other packages what a store keeps to its own. */
public final class StoreInternals {
    private StoreInternals() {}

    /** A store in memory that keeps its journal in this ledger. */
    public static H2Store open(Ledger ledger, StoreSettings settings) {
        return StoreOpening.open(Home.inMemory(ledger), settings, QueryLimit.USUAL);
    }

    /** A store on another file system of H2's, named by its scheme. */
    public static H2Store open(StoreSettings settings, String scheme) {
        return StoreOpening.open(settings, scheme);
    }

    /** An empty database in memory; the caller closes its connection. */
    public static OpenDatabase database(Ledger ledger) {
        Home home = Home.inMemory(ledger);
        return new OpenDatabase(home.database(), home.connection());
    }

    public static void backupNow(H2Store store) {
        store.backupNow();
    }

    public static boolean backupIsDue(H2Store store) throws IOException {
        return store.backupIsDue();
    }

    public static Connection administrator(H2Store store) throws SQLException {
        return store.administrator();
    }
}
