package io.sandglass.store.jdbc;

import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.codec.Unreadable;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.journal.JournalCorrupt;
import io.sandglass.store.payload.PayloadDamaged;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.schema.Schema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a whole store: whether the journal is whole, and whether the database says what the journal says. */
final class Verification {
    /** How often a run that changes meanwhile is looked at before it counts as wrong. */
    private static final int LOOKS = 5;

    private final Ledger ledger;
    private final Session reader;
    private final String journal;
    private final Optional<PayloadFiles> payloads;
    private final List<String> facts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** @param payloads empty if there are none, as in memory */
    Verification(Ledger ledger, Session reader, String journal, Optional<PayloadFiles> payloads) {
        this.ledger = ledger;
        this.reader = reader;
        this.journal = journal;
        this.payloads = payloads;
    }

    static StoreFindings of(Path directory) {
        try (DataDirectory data = DataDirectory.open(directory)) {
            if (!Files.exists(data.file(OpenedJournal.ID)) || !Files.exists(data.databaseFile())) {
                return new StoreFindings(
                        List.of(), List.of("there is no database with a journal in " + directory + " yet"));
            }
            DatabaseFile file = new DatabaseFile(data, "async:", Schema.CURRENT);
            PayloadFiles payloads = data.payloads(Durability.POWER, StoreSettings.PAYLOAD_THRESHOLD);
            OpenedJournal journal = OpenedJournal.open(data, Durability.POWER);
            try (Ledger ledger = journal.ledger();
                    Session reader = new Session(file.database(data.databaseFile())::look)) {
                return new Verification(ledger, reader, journal.id().id(), Optional.of(payloads)).run();
            }
        } catch (StoreCorrupt | StoreUnavailable e) {
            return new StoreFindings(List.of(), List.of(String.valueOf(e.getMessage())));
        }
    }

    StoreFindings run() {
        try {
            journal();
            database();
            payloads.ifPresent(this::payloads);
        } catch (JournalCorrupt | StoreUnavailable | Unreadable e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        return new StoreFindings(facts, problems);
    }

    private void journal() {
        long first = ledger.firstSeq();
        long last = ledger.lastSeq();
        long[] seen = {first - 1, 0};
        ledger.replay(first - 1, (seq, type, bytes) -> {
            if (seq != seen[0] + 1) {
                problems.add("entry " + seq + " of the journal follows entry " + seen[0]);
            }
            ChangeCodec.read(type, bytes);
            seen[0] = seq;
            seen[1] += bytes.length;
            return true;
        });
        if (seen[0] < last) {
            problems.add("the journal should end with entry " + last + ", but ends with entry " + seen[0]);
        }
        facts.add("journal: entries " + first + " to " + seen[0] + ", " + seen[1] + " bytes, every checksum right");
    }

    private void database() {
        Applied applied = reader.transaction(Applied::read);
        if (!applied.journal().equals(journal)) {
            problems.add("the database follows another journal than the one beside it");
        }
        if (applied.seq() > ledger.lastSeq()) {
            problems.add("the database has applied entry " + applied.seq() + ", but the journal ends with entry "
                    + ledger.lastSeq());
        }
        if (applied.seq() < ledger.firstSeq() - 1) {
            problems.add("the database has applied entry " + applied.seq() + ", but the journal begins with entry "
                    + ledger.firstSeq());
        }
        facts.add("database: up to entry " + applied.seq() + ", " + (ledger.lastSeq() - applied.seq()) + " behind");
        List<RunId> open = reader.transaction(RunHeads::openRuns);
        open.forEach(this::run);
        facts.add("open runs: " + open.size() + ", each row compared with its records");
    }

    /** A run may be deleted, and its payloads with it, while they are looked through. */
    private void payloads(PayloadFiles files) {
        List<PayloadRef> named = reader.transaction(PayloadTable::all);
        for (PayloadRef ref : named) {
            try {
                files.get(ref);
            } catch (PayloadDamaged e) {
                if (reader.transaction(sql -> PayloadTable.named(sql, ref.sha256()))) {
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        }
        facts.add("payloads: " + named.size() + " files, each read and compared with its checksum");
    }

    private void run(RunId run) {
        Optional<String> difference = Optional.of("");
        for (int look = 0; look < LOOKS && difference.isPresent(); look++) {
            difference = reader.transaction(sql -> difference(sql, run));
        }
        difference.ifPresent(words -> problems.add("run " + run + ": " + words));
    }

    private static Optional<String> difference(Sql sql, RunId run) throws SQLException {
        Optional<RunRow> row = sql.first(RunRow.SELECT, found -> RunRow.read(run, found), run.value());
        List<RunRecord> records = RunLog.raw(sql, run).records(null);
        if (row.isEmpty() || records.isEmpty() || !(records.get(0).event() instanceof RunStarted started)) {
            return Optional.of("its row or its first record is missing");
        }
        RunFold fold = new RunFold(RunRow.begin(run, started));
        Fold events = new Fold(sql);
        for (RunRecord record : records) {
            if (!fold.row().advance(record.seq())) {
                return Optional.of("record " + record.seq() + " is there twice");
            }
            events.apply(fold, record.seq(), record.event());
        }
        Optional<String> ofRow = fold.row().difference(row.get());
        return ofRow.isPresent() ? ofRow : AttemptTable.difference(sql, fold);
    }
}
