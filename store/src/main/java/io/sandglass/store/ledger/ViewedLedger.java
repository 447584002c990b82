package io.sandglass.store.ledger;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.directory.BackupDirectory;
import io.sandglass.store.directory.DataDirectory;
import io.sandglass.store.journal.JournalCorrupt;
import io.sandglass.store.journal.JournalTooNew;
import io.sandglass.store.journal.JournalUnavailable;
import io.sandglass.store.journal.JournalView;
import java.nio.file.Path;

/** The journal in a data directory, of which nothing is changed. */
public final class ViewedLedger implements LedgerView {
    private final JournalView view;
    private final JournalReader reader;

    private ViewedLedger(JournalView view, JournalErrors errors) {
        this.view = view;
        this.reader = new JournalReader(view::replay, errors);
    }

    /**
     * Looks at it.
     *
     * @throws io.sandglass.store.directory.StoreRefused if it is damaged or too new
     * @throws StoreUnavailable if it cannot be read
     */
    public static ViewedLedger of(DataDirectory data) {
        Path directory = data.file(OpenedJournal.DIRECTORY);
        JournalErrors errors = new JournalErrors(directory, new BackupDirectory(data));
        try {
            return new ViewedLedger(JournalView.of(directory), errors);
        } catch (JournalCorrupt e) {
            throw errors.ofOpening(e);
        } catch (JournalTooNew e) {
            throw errors.of(e);
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
