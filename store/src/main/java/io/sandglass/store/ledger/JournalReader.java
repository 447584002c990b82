package io.sandglass.store.ledger;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.codec.Unreadable;
import io.sandglass.store.journal.Entry;
import io.sandglass.store.journal.JournalCorrupt;
import io.sandglass.store.journal.JournalTooNew;
import io.sandglass.store.journal.JournalUnavailable;
import java.util.function.Consumer;

/** Reads a journal until that is enough, and says in people's words what cannot be read. Thread-safe. */
final class JournalReader {
    private final Source source;
    private final JournalErrors errors;

    JournalReader(Source source, JournalErrors errors) {
        this.source = source;
        this.errors = errors;
    }

    /** Replays a journal. */
    @FunctionalInterface
    interface Source {
        void replay(long after, Consumer<Entry> to);
    }

    /** As of {@link LedgerView#replay}. */
    void replay(long after, LedgerView.Reader reader) {
        try {
            source.replay(after, entry -> take(entry, reader));
        } catch (Enough e) {
            return; // the journal has no other way to be stopped
        } catch (JournalCorrupt e) {
            throw errors.of(e);
        } catch (JournalTooNew e) {
            throw errors.of(e);
        } catch (JournalUnavailable e) {
            throw new StoreUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private void take(Entry entry, LedgerView.Reader reader) {
        try {
            if (!reader.take(entry.seq(), entry.type(), entry.payload())) {
                throw new Enough();
            }
        } catch (Unreadable e) {
            throw errors.of(entry.seq(), e);
        }
    }

    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("enough", null, false, false);
        }
    }
}
