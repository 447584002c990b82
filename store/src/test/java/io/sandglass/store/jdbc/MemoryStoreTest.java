package io.sandglass.store.jdbc;

class MemoryStoreTest extends H2StoreContract {
    @Override
    StoreSettings settings() {
        return StoreSettings.inMemory();
    }
}
