package io.sandglass.simulation;

import io.sandglass.history.SlotRow;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.TriggerStore;
import java.util.List;
import java.util.Optional;

/** What a simulated store stands on: the part that outlives crashes. */
public interface Ground extends AutoCloseable {
    /** As of now: others after a crash. */
    RunStore runs();

    SpecStore specs();

    TriggerStore triggers();

    /** The process that used it has died, and another one is to find what it left. */
    void crashed();

    /** The slots that were not run; empty if it cannot tell them one by one. */
    Optional<List<SlotRow>> unrunSlots();

    @Override
    void close();
}
