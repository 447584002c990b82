package io.sandglass.store.jdbc;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.database.Session;
import io.sandglass.store.database.Sessions;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.intake.Books;
import io.sandglass.store.intake.Intake;
import io.sandglass.store.intake.JournaledPauses;
import io.sandglass.store.intake.JournaledRuns;
import io.sandglass.store.intake.JournaledSpecs;
import io.sandglass.store.intake.JournaledTriggers;
import io.sandglass.store.intake.KeyBook;
import io.sandglass.store.intake.RecordBytes;
import io.sandglass.store.intake.RunHeads;
import io.sandglass.store.intake.SlotBook;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.store.projection.ProjectionQueue;
import io.sandglass.store.projection.Projector;
import io.sandglass.store.retention.Pruner;
import io.sandglass.store.retention.SlotPruner;
import java.time.Duration;

/** What an open store consists of, and in what order that begins and ends. */
final class StoreParts {
    /** Most bytes of one event. The largest output takes at most nine for each four of JSON, if it is a list of {@code 0.5}. */
    static final int LONGEST_EVENT = 80 * 1024 * 1024;

    final Intake intake;
    final Projector projector;
    final ReaderAccess access;
    final HistoryQuery history;
    final Maintenance maintenance;
    final Pruner pruner;
    final SlotPruner slotPruner;
    final JournaledRuns runs;
    final JournaledSpecs specs;
    final JournaledTriggers triggers;
    final JournaledPauses pauses;
    private final Session writer;
    private final Session reader;
    private final Session admissionReader;
    private final Session pruneReader;
    private final RunHeads heads;

    /** @param queryLimit what a query of the reader may take */
    StoreParts(Home home, StoreSettings settings, Duration queryLimit) {
        writer = new Session(home.connection(), home.database()::connect);
        Sessions others = new Sessions();
        reader = others.add(Session.reading(home.database()::connect));
        admissionReader = others.add(Session.reading(home.database()::connect));
        pruneReader = others.add(Session.reading(home.database()::connect));
        access = new ReaderAccess(home.database(), writer, home::readerCredentials, queryLimit);
        DatabaseRepair repair = new DatabaseRepair(home, writer, others, access);
        projector = new Projector(writer, repair, home.ledger(), settings.projection(), settings.clock());
        intake = new Intake(home.ledger(), projector);
        ProjectionQueue queue = projector.queue();
        heads = new RunHeads(admissionReader, queue::applied);
        SlotBook slots = new SlotBook(intake, admissionReader);
        KeyBook keys = new KeyBook(intake, admissionReader);
        PayloadFiles payloads = home.payloads(settings).orElse(null);
        maintenance = new Maintenance(home, settings, others, intake, projector, payloads);
        runs = new JournaledRuns(
                intake, queue, reader, new Books(heads, slots, keys), new RecordBytes(LONGEST_EVENT, payloads));
        pruner = new Pruner(intake, pruneReader, heads);
        slotPruner = new SlotPruner(intake, pruneReader);
        specs = new JournaledSpecs(intake, reader);
        triggers = new JournaledTriggers(intake, reader, slots);
        pauses = new JournaledPauses(intake, reader);
        history = new HistoryQuery(access::borrow, projector::settle);
    }

    /** @throws StoreUnavailable also if the database is damaged; then {@link #close()} is owed */
    void start(boolean rebuilt) {
        access.prepare();
        projector.start(rebuilt);
        heads.load();
        maintenance.start();
    }

    /** Ends all of it, and the connections; what takes long after a few seconds. */
    void close() {
        boolean quiet = maintenance.stop();
        projector.close();
        access.close();
        reader.close();
        admissionReader.close();
        pruneReader.close();
        if (!quiet) {
            writer.shutDown();
        }
        writer.close();
    }
}
