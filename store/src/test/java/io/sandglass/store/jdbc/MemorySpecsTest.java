package io.sandglass.store.jdbc;

import io.sandglass.store.SpecStore;
import io.sandglass.store.SpecStoreContract;
import org.junit.jupiter.api.AfterEach;

class MemorySpecsTest extends SpecStoreContract {
    private final H2Store store = H2Store.open(StoreSettings.inMemory());

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected SpecStore store() {
        return store.specs();
    }
}
