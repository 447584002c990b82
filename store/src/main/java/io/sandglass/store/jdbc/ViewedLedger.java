package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.journal.JournalCorrupt;
import io.sandglass.store.journal.JournalTooNew;
import io.sandglass.store.journal.JournalUnavailable;
import io.sandglass.store.journal.JournalView;
import java.nio.file.Path;

/** The journal in a data directory, of which nothing is changed. */
final class ViewedLedger implements LedgerView {
    private final JournalView view;
    private final JournalReader reader;

    private ViewedLedger(JournalView view, JournalFaults faults) {
        this.view = view;
        this.reader = new JournalReader(view::replay, faults);
    }

    /**
     * Looks at it.
     *
     * @throws StoreRefused if it is damaged or too new
     * @throws StoreUnavailable if it cannot be read
     */
    static ViewedLedger of(DataDirectory data) {
        Path directory = data.file(OpenedJournal.DIRECTORY);
        JournalFaults faults = new JournalFaults(directory, new Backups(data));
        try {
            return new ViewedLedger(JournalView.of(directory), faults);
        } catch (JournalCorrupt e) {
            throw faults.of(e);
        } catch (JournalTooNew e) {
            throw faults.of(e);
        } catch (JournalUnavailable e) {
            throw new StoreUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public long lastSeq() {
        return view.lastSeq();
    }

    @Override
    public long firstSeq() {
        return view.firstSeq();
    }

    @Override
    public void replay(long after, Reader to) {
        reader.replay(after, to);
    }
}
