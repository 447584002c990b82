package io.sandglass.store.jdbc;

import io.sandglass.store.PauseStore;
import io.sandglass.store.PauseStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FilePausesTest extends PauseStoreContract {
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
    protected PauseStore store() {
        return store.pauses();
    }
}
