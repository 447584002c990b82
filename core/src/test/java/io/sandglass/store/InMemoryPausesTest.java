package io.sandglass.store;

class InMemoryPausesTest extends PauseStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected PauseStore store() {
        return store.pauses();
    }
}
