package io.sandglass.store.jdbc;

import io.sandglass.store.database.Applied;
import io.sandglass.store.database.OpenDatabase;
import io.sandglass.store.database.Sql;
import io.sandglass.store.database.SqlFailures;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.journal.DamagedEntries;
import io.sandglass.store.ledger.Ledger;
import io.sandglass.store.ledger.OpenedJournal;
import java.nio.file.Path;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the database and the journal of a directory belong together. */
record Pairing(DataDirectory directory, OpenedJournal journal) {
    private static final Logger log = LoggerFactory.getLogger(Pairing.class);

    /** Makes sure that the database is the one that follows the journal, and that it can be written to. */
    OpenDatabase of(OpenDatabase open) {
        try {
            return open.checked(() -> {
                Sql sql = new Sql(open.connection());
                Applied applied = Applied.read(sql);
                Applied checked =
                        applied.journal().isEmpty() ? new Applied(journal.id().id(), 0) : applied;
                check(checked);
                checked.adopt(sql);
                open.connection().commit();
                return open;
            });
        } catch (SQLException e) {
            throw SqlFailures.ofCall(e);
        }
    }

    private void check(Applied applied) {
        Path file = directory.databaseFile();
        Path kept = directory.file(OpenedJournal.DIRECTORY);
        Ledger ledger = journal.ledger();
        if (!applied.journal().equals(journal.id().id())) {
            throw new StoreCorrupt(file, "it follows another journal than the one in " + kept, null);
        }
        if (applied.seq() > ledger.lastSeq()) {
            throw new StoreCorrupt(
                    file,
                    "it holds what follows from entry " + applied.seq() + " of its journal, but the one in " + kept
                            + " ends with entry " + ledger.lastSeq() + ": the journal, or a part of it, is missing",
                    null);
        }
        if (applied.seq() < ledger.firstSeq() - 1) {
            throw StoreCorrupt.inside(
                    file,
                    "the journal in " + kept + " begins with entry " + ledger.firstSeq()
                            + ", but the database is older: it ends with entry " + applied.seq(),
                    null);
        }
    }

    /** The database has caught up, so it has what these entries said. */
    static void tell(DamagedEntries damaged) {
        log.warn(
                "{} is damaged from byte {} to {}: entries {} to {} of the journal cannot be read; nothing is lost, as the"
                        + " database has what they said; the file is deleted once no backup needs it; check the disk",
                damaged.file(),
                damaged.from(),
                damaged.to(),
                damaged.first(),
                damaged.last());
    }
}
