package io.sandglass.store.verify;

import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.backup.Restore;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.Cancellation;
import io.sandglass.store.database.Damage;
import io.sandglass.store.database.DatabaseFile;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sql;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreTooNew;
import io.sandglass.store.ledger.LedgerView;
import io.sandglass.store.ledger.MemoryLedger;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.ledger.ViewedLedger;
import io.sandglass.store.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
                && !Files.exists(directory.resolve(DataDirectory.DATABASE))) {
            return problem("there is no history in " + directory + " yet");
        }
        try (DataDirectory data = DataDirectory.look(directory)) {
            Restore.checkFinished(data);
            return of(data);
        } catch (IOException | StoreCorrupt | StoreTooNew | StoreUnavailable e) {
            return problem(String.valueOf(e.getMessage()));
        }
    }

    private static StoreFindings of(DataDirectory data) throws IOException {
        if (!Files.exists(data.databaseFile())) {
            return new WithoutDatabase(data).run();
        }
        if (!data.hasCredentials("admin")) {
            throw data.withoutPassword("is missing", null);
        }
        DatabaseFile file = new DatabaseFile(data, "async:", Schema.CURRENT);
        try (Session reader = new Session(file.database(data.databaseFile())::look)) {
            OptionalInt version = version(reader);
            if (version.isEmpty()) {
                return unreadable(data);
            }
            if (version.getAsInt() != Schema.CURRENT.newest()) {
                return problem("the database has schema version " + version.getAsInt()
                        + ", but this program compares version " + Schema.CURRENT.newest()
                        + "; start it once on this home, which upgrades it");
            }
            return compared(data, reader);
        }
    }

    /** Empty if H2 cannot make sense of the file, which it says in many ways. */
    private static OptionalInt version(Session reader) {
        try {
            return reader.transaction(Sql::version);
        } catch (StoreUnavailable | RecordRefused e) {
            if (Damage.possible(e)) {
                return OptionalInt.empty();
            }
            throw e;
        }
    }

    private static StoreFindings unreadable(DataDirectory data) throws IOException {
        StoreFindings rest = new WithoutDatabase(data).run();
        List<String> problems = new ArrayList<>(rest.problems());
        problems.add(0, "the database " + data.databaseFile() + " is damaged and cannot be read");
        return new StoreFindings(rest.facts(), problems);
    }

    private static StoreFindings compared(DataDirectory data, Session reader) throws IOException {
        Optional<JournalId> id = JournalId.read(data.file(OpenedJournal.ID));
        LedgerView ledger = id.isPresent() ? ViewedLedger.of(data) : new MemoryLedger();
        String journal = id.map(JournalId::id).orElse("");
        StoreFindings found =
                new Verification(ledger, reader, journal, Optional.of(data.payloads()), new Cancellation()).run();
        return id.isPresent() ? found : withoutJournal(data, reader, found);
    }

    private static StoreFindings withoutJournal(DataDirectory data, Session reader, StoreFindings found) {
        List<String> facts = new ArrayList<>(found.facts());
        List<String> problems = new ArrayList<>(found.problems());
        if (reader.transaction(Applied::read).journal().isEmpty()) {
            facts.add(0, "journal: none; the next start begins one");
        } else {
            problems.add(0, "the file " + data.file(OpenedJournal.ID) + ", which names the journal, is missing");
        }
        return new StoreFindings(facts, problems);
    }

    private static StoreFindings problem(String words) {
        return new StoreFindings(List.of(), List.of(words));
    }
}
