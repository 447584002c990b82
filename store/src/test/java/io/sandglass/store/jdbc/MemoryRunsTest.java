package io.sandglass.store.jdbc;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.store.RunStore;
import io.sandglass.store.RunStoreContract;
import io.sandglass.store.TriggerStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

class MemoryRunsTest extends RunStoreContract {
    private final H2Store store = H2Store.open(StoreSettings.inMemory());

    @AfterEach
    void close() {
        store.close();
    }

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
        return StoredLogs.of(store, run);
    }
}
