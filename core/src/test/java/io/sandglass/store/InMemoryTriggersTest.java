package io.sandglass.store;

class InMemoryTriggersTest extends TriggerStoreContract {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    protected TriggerStore store() {
        return store.triggers();
    }

    @Override
    protected RunStore runs() {
        return store.runs();
    }
}
