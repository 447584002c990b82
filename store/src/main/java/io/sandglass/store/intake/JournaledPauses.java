package io.sandglass.store.intake;

import io.sandglass.run.Asked;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.PauseStore;
import io.sandglass.store.database.Columns;
import io.sandglass.store.database.Session;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.tables.PauseTable;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Pauses of workflows and triggers: kept in the journal, read from the database once that has them. */
public final class JournaledPauses implements PauseStore {
    private final Intake intake;
    private final Session reader;

    /** The last entry that tells of pauses; one at a time is being kept. */
    private volatile long position;

    public JournaledPauses(Intake intake, Session reader) {
        this.intake = intake;
        this.reader = reader;
    }

    @Override
    public boolean begin(Pause pause) {
        check(pause.what());
        Instant from = pause.from().truncatedTo(ChronoUnit.MILLIS);
        Change change = new Change.Paused(Pause.begin(pause.what(), fitting(pause.asked()), from));
        return keepIf(lasts -> !lasts, pause.what(), change);
    }

    @Override
    public boolean end(Pausable what, Asked asked, Instant at) {
        check(what);
        Change change = new Change.Resumed(what, fitting(asked), at.truncatedTo(ChronoUnit.MILLIS));
        return keepIf(lasts -> lasts, what, change);
    }

    @Override
    public List<Pause> lastingOrEndedAfter(Instant moment) {
        return intake.read(reader, position, sql -> PauseTable.since(sql, moment));
    }

    /** Decides by whether it is paused now. */
    private boolean keepIf(Predicate<Boolean> lasting, Pausable what, Change change) {
        return intake.about(Set.of(this), () -> decide(lasting, what, change));
    }

    private boolean decide(Predicate<Boolean> lasting, Pausable what, Change change) {
        boolean wanted = lasting.test(intake.read(reader, position, sql -> PauseTable.lasts(sql, what)));
        if (wanted) {
            position = intake.keep(List.of(change));
        }
        return wanted;
    }

    private static void check(Pausable what) {
        Columns.check(what.workflow());
        what.trigger().ifPresent(name -> Columns.check(new TriggerKey(what.workflow(), name)));
    }

    private static Asked fitting(Asked asked) {
        return new Asked(Columns.cut(asked.by(), Columns.NAME), Columns.cut(asked.why(), Columns.SENTENCE));
    }
}
