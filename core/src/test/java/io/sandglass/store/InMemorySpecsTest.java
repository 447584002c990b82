package io.sandglass.store;

class InMemorySpecsTest extends SpecStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected SpecStore store() {
        return store.specs();
    }
}
