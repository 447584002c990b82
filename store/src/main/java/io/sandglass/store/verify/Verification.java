package io.sandglass.store.verify;

import io.sandglass.run.RunId;
import io.sandglass.run.SlotKey;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.codec.Unreadable;
import io.sandglass.store.database.Applied;
import io.sandglass.store.database.Cancellation;
import io.sandglass.store.database.Session;
import io.sandglass.store.directory.StoreCorrupt;
import io.sandglass.store.directory.StoreRefused;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.ChangeCodec;
import io.sandglass.store.ledger.LedgerView;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.tables.PayloadTable;
import io.sandglass.store.tables.RunHeadTable;
import io.sandglass.store.tables.SetAside;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at a whole store: whether the journal is whole, and whether the database says what the journal says, as far back as
 * that goes. The database may go on meanwhile, and what it has at least is known: so what differs is looked at again.
 */
public final class Verification {
    /** How often something that changes meanwhile is looked at before it counts as wrong. */
    private static final int LOOKS = 5;

    private static final int SLOTS_AT_ONCE = 1_000;

    private final LedgerView ledger;
    private final Session reader;
    private final String journal;
    private final Optional<PayloadFiles> payloads;
    private final Cancellation cancellation;
    private final NamedPayloads named = new NamedPayloads();
    private final List<String> facts = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    /** As far as the journal tells without a gap. */
    private ExpectedState expected = new ExpectedState();

    /** The last entry that {@code expected} has, and so the database. */
    private long followed;

    /**
     * @param ledger forgets nothing meanwhile
     * @param journal its name; empty if there is none, as in memory
     * @param payloads empty if there are none, as in memory
     * @param cancellation ends it early
     */
    public Verification(
            LedgerView ledger,
            Session reader,
            String journal,
            Optional<PayloadFiles> payloads,
            Cancellation cancellation) {
        this.ledger = ledger;
        this.reader = reader;
        this.journal = journal;
        this.payloads = payloads;
        this.cancellation = cancellation;
    }

    /**
     * Does it.
     *
     * @throws StoreUnavailable if it was ended before it was ready
     */
    public StoreFindings run() {
        try {
            if (!journal.isEmpty()) {
                journal();
            }
            database();
            payloads.ifPresent(this::payloads);
        } catch (StoreRefused | StoreUnavailable | Unreadable e) {
            cancellation.check();
            problems.add(String.valueOf(e.getMessage()));
        }
        return new StoreFindings(facts, problems);
    }

    private void journal() {
        Applied read = reader.transaction(Applied::read);
        Applied applied = read.journal().isEmpty() ? new Applied(journal, 0) : read;
        JournalCheck check = new JournalCheck(ledger, new Follower(applied));
        check.run(facts, problems);
        followed = Math.min(check.last(), applied.seq());
        slots();
        paired(applied);
    }

    /** Takes what the database has applied, and of what it has not, which files that needs. */
    private final class Follower implements JournalCheck.Reader {
        private final Applied applied;

        Follower(Applied applied) {
            this.applied = applied;
        }

        @Override
        public void take(long seq, Change change) {
            if (seq <= applied.seq()) {
                Verification.this.take(change);
            } else {
                named.take(seq, change);
            }
        }

        @Override
        public void skip(StoreCorrupt.Missing missing) {
            slots();
            expected = new ExpectedState();
            problems.add("the journal is damaged in " + missing.words()
                    + (missing.last() <= applied.seq() ? "; nothing is lost, as the database has what they said" : ""));
        }
    }

    private void paired(Applied applied) {
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
    }

    private void take(Change change) {
        cancellation.check();
        expected.take(change);
        if (expected.slots() >= SLOTS_AT_ONCE) {
            slots();
        }
    }

    /** A slot that is recorded stays so, or is known to have been deleted. */
    private void slots() {
        List<SlotKey> slots = expected.takeSlots();
        if (!slots.isEmpty()) {
            problems.addAll(reader.transaction(sql -> TableCheck.slots(sql, slots)));
        }
    }

    /** Takes what the database has applied since. */
    private void follow() {
        long applied = reader.transaction(Applied::read).seq();
        if (!journal.isEmpty() && followed < Math.min(applied, ledger.lastSeq())) {
            ledger.replay(followed, (seq, type, bytes) -> {
                if (seq <= applied) {
                    take(ChangeCodec.read(type, bytes));
                    followed = seq;
                }
                return seq < applied;
            });
            slots();
        }
    }

    private void database() {
        reader.transaction(SetAside::all).forEach(refused -> problems.add(refused.words()));
        List<RunId> open = reader.transaction(RunHeadTable::open).stream()
                .map(RunHeadTable.Head::run)
                .toList();
        Set<RunId> runs = new HashSet<>(open);
        runs.addAll(expected.runs().keySet());
        tables();
        runs(runs);
        facts.add("open runs: " + open.size() + ", each row compared with its records");
        facts.add("runs in the journal: " + expected.runs().size() + ", each compared with the database");
    }

    /** What differs at every look: something that only moved on meanwhile does not. */
    private void tables() {
        Map<String, String> lasting = new TreeMap<>();
        for (int look = 0; look < LOOKS && (look == 0 || !lasting.isEmpty()); look++) {
            follow();
            Map<String, String> found = reader.transaction(new TableCheck(expected)::differences);
            if (look > 0) {
                found.keySet().retainAll(lasting.keySet());
            }
            lasting = found;
        }
        lasting.forEach((what, words) -> problems.add(what + words));
    }

    private void runs(Set<RunId> suspects) {
        RunCheck check = new RunCheck(expected);
        Map<Long, String> found = new TreeMap<>();
        for (int look = 0; look < LOOKS && !suspects.isEmpty(); look++) {
            follow();
            found.clear();
            for (RunId run : suspects) {
                cancellation.check();
                reader.transaction(sql -> check.difference(sql, run))
                        .ifPresent(words -> found.put(run.value(), "run " + run + ": " + words));
            }
            suspects.removeIf(run -> !found.containsKey(run.value()));
        }
        problems.addAll(found.values());
    }

    /** A run may be deleted, and its payloads with it, while they are looked through. */
    private void payloads(PayloadFiles files) {
        named.takeAll(reader.transaction(PayloadTable::all));
        named.check(files, this::still, facts, problems);
    }

    private boolean still(PayloadRef ref, long seq) {
        cancellation.check();
        return reader.transaction(sql ->
                PayloadTable.named(sql, ref.sha256()) || Applied.read(sql).seq() < seq);
    }
}
