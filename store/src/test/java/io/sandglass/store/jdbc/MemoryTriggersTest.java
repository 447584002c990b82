package io.sandglass.store.jdbc;

import io.sandglass.store.RunStore;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.TriggerStoreContract;
import org.junit.jupiter.api.AfterEach;

class MemoryTriggersTest extends TriggerStoreContract {
    private final H2Store store = H2Store.open(StoreSettings.inMemory());

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
