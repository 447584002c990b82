package io.sandglass.simulation;

import io.sandglass.history.SlotRow;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.TriggerStore;
import java.util.List;
import java.util.Optional;

/** A model of a store: what it took it has, and what it did not take it has not. */
final class MemoryGround implements Ground {
    private final InMemoryStore store = new InMemoryStore();

    @Override
    public RunStore runs() {
        return store.runs();
    }

    @Override
    public SpecStore specs() {
        return store.specs();
    }

    @Override
    public TriggerStore triggers() {
        return store.triggers();
    }

    @Override
    public void crashed() {
        // it lives outside the process
    }

    @Override
    public Optional<List<SlotRow>> unrunSlots() {
        return Optional.empty();
    }

    @Override
    public void close() {
        // memory needs none
    }
}
