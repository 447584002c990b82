package io.sandglass.store;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import java.util.List;

class InMemoryRunsTest extends RunStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected RunStore store() {
        return store.runs();
    }

    @Override
    protected TriggerStore triggers() {
        return store.triggers();
    }

    @Override
    protected List<LogLine> logged(RunId run) {
        return store.logged(run);
    }
}
