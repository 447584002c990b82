package io.sandglass.store.verify;

import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.directory.JournalId;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.OpenedJournal;
import io.sandglass.store.ledger.ViewedLedger;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at what the next start makes a database from that is gone or damaged. Used by one thread. */
final class WithoutDatabase implements JournalCheck.Reader {
    private final DataDirectory data;
    private final List<String> facts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final NamedPayloads payloads = new NamedPayloads();

    /** What the newest backup that is whole has applied, as its name says; 0 if there is none. */
    private long copied;

    WithoutDatabase(DataDirectory data) {
        this.data = data;
    }

    StoreFindings run() throws IOException {
        ViewedLedger ledger = ViewedLedger.of(data);
        Optional<Path> backup = wholeBackup();
        copied = backup.map(BackupDirectory::seq).orElse(0L);
        new JournalCheck(ledger, this).run(facts, problems);
        boolean whole = JournalId.read(data.file(OpenedJournal.ID))
                .filter(JournalId::whole)
                .isPresent();
        if (copied > ledger.lastSeq()) {
            problems.add("the backup " + backup.orElseThrow() + " is up to entry " + copied
                    + ", but the journal ends with entry " + ledger.lastSeq()
                    + ": a part of it is missing; put it back, or"
                    + " go on with that backup by 'sandglass restore'");
        } else if (backup.isPresent() && copied >= ledger.firstSeq() - 1) {
            facts.add("database: the next start makes it from the backup " + backup.get() + ", up to entry " + copied
                    + ", and the journal");
        } else if (whole && ledger.firstSeq() == 1) {
            facts.add("database: the next start makes it from the journal");
        } else {
            problems.add("there is no database, and neither a backup nor the journal from its entry "
                    + ledger.firstSeq() + " on has the whole history; restore a file that 'sandglass backup' wrote");
        }
        payloads.check(data.payloads(), (ref, seq) -> true, facts, problems);
        return new StoreFindings(facts, problems);
    }

    @Override
    public void take(long seq, Change change) {
        payloads.take(seq, change);
    }

    @Override
    public void skip(StoreCorrupt.Missing missing) {
        problems.add("the journal is damaged in " + missing.words()
                + (missing.last() <= copied ? "; nothing is lost, as a backup has what they said" : ""));
    }

    private Optional<Path> wholeBackup() throws IOException {
        for (Path backup : new BackupDirectory(data).newestFirst()) {
            try {
                BackupDirectory.check(backup);
                return Optional.of(backup);
            } catch (IOException e) {
                problems.add("the backup " + backup + " cannot be used: " + e.getMessage());
            }
        }
        return Optional.empty();
    }
}
