package io.sandglass.store.verify;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.backup.Restore;
import io.sandglass.store.database.Cancellation;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sql;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.ledger.ViewedLedger;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Looks at a store that nobody has open, and changes nothing of it. */
public final class OfflineVerification {
    private OfflineVerification() {}

    /**
     * Looks at the store in a data directory.
     *
     * @throws io.sandglass.store.directory.StoreRefused if it is in use
     */
    public static StoreFindings of(Path directory) {
        if (!Files.exists(directory.resolve(OpenedJournal.ID))
                || !Files.exists(directory.resolve(DataDirectory.DATABASE))) {
            return problem("there is no database with a journal in " + directory + " yet");
        }
        try (DataDirectory data = DataDirectory.look(directory)) {
            Restore.checkFinished(data);
            return of(data);
        } catch (IOException | StoreCorrupt | StoreTooNew | StoreUnavailable e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private static StoreFindings of(DataDirectory data) throws IOException {
        if (!data.hasCredentials("admin")) {
            return problem("the file admin.json, which holds the database's password, is missing");
        }
        DatabaseFile file = new DatabaseFile(data, "async:", Schema.CURRENT);
        ViewedLedger ledger = ViewedLedger.of(data);
        JournalId id = JournalId.read(data.file(OpenedJournal.ID)).orElseThrow();
        PayloadFiles payloads = data.payloads();
        try (Session reader = new Session(file.database(data.databaseFile())::look)) {
            OptionalInt version = reader.transaction(Sql::version);
            if (!version.equals(OptionalInt.of(Schema.CURRENT.newest()))) {
                return problem("the database has schema version "
                        + (version.isPresent() ? version.getAsInt() : "none") + ", but this program compares version "
                        + Schema.CURRENT.newest() + "; start it once on this home, which upgrades it");
            }
            return new Verification(ledger, reader, id.id(), Optional.of(payloads), new Cancellation()).run();
        }
    }

    private static StoreFindings problem(String words) {
        return new StoreFindings(List.of(), List.of(words));
    }
}
