package io.sandglass.engine;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.store.JournalListener;
import java.util.function.Consumer;

/** Who in an engine hears what of its journal. */
record JournalNews(Consumer<LogLine> logs, Runnable room, Consumer<RunId> doubts, Consumer<RunId> holds)
        implements JournalListener {
    @Override
    public void roomy() {
        room.run();
    }

    @Override
    public void logged(LogLine line) {
        logs.accept(line);
    }

    @Override
    public void doubtful(RunId run) {
        doubts.accept(run);
    }

    @Override
    public void held(RunId run) {
        holds.accept(run);
    }
}
