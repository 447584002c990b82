package io.sandglass.store.jdbc;

import io.sandglass.store.RunStore;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.TriggerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileTriggersTest extends TriggerStoreContract {
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
    protected TriggerStore store() {
        return store.triggers();
    }

    @Override
    protected RunStore runs() {
        return store.runs();
    }
}
