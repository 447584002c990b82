package io.sandglass.store.jdbc;

import io.sandglass.store.SpecStore;
import io.sandglass.store.SpecStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class FileSpecsTest extends SpecStoreContract {
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
    protected SpecStore store() {
        return store.specs();
    }
}
