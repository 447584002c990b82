package io.sandglass.store.jdbc;

import io.sandglass.store.PauseStore;
import io.sandglass.store.PauseStoreContract;
import org.junit.jupiter.api.AfterEach;

class MemoryPausesTest extends PauseStoreContract {
    private final H2Store store = H2Store.open(StoreSettings.inMemory());

    @AfterEach
    void close() {
        store.close();
    }

    @Override
    protected PauseStore store() {
        return store.pauses();
    }
}
