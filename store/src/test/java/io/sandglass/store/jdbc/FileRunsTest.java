package io.sandglass.store.jdbc;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.store.RunStore;
import io.sandglass.store.RunStoreContract;
import io.sandglass.store.TriggerStore;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileRunsTest extends RunStoreContract {
    @TempDir
    private Path directory;

    private H2Store store;

    @BeforeEach
    void open() {
        store = H2Store.open(StoreSettings.inDirectory(directory));
    }

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
