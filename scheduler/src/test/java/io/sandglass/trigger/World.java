package io.sandglass.trigger;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.PauseStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Everything around one trigger service, in virtual time. What is stored outlives a crash of the service. */
final class World {
    static final WorkflowKey WORKFLOW = new WorkflowKey("shop", "orders");
    static final TriggerKey TRIGGER = new TriggerKey(WORKFLOW, "t");

    final VirtualTime time;
    final LedgerStore store;
    final PauseStore pauses;
    final SimulatedLauncher launcher;
    TriggerService service;

    World(String now) {
        InMemoryStore memory = new InMemoryStore();
        time = new VirtualTime(now);
        pauses = memory.pauses();
        store = new LedgerStore(memory.triggers());
        launcher = new SimulatedLauncher(memory.runs(), store, time);
        service = new TriggerService(launcher, store, pauses, time, time);
    }

    static World started(String now, TriggerSpec trigger) {
        World world = new World(now);
        world.deploy(1, trigger);
        world.service.start();
        return world;
    }

    void deploy(int revision, TriggerSpec trigger) {
        service.deploy(WORKFLOW, revision, Map.of("t", trigger));
    }

    /** The process dies, without a word. */
    void crash() {
        time.close();
    }

    void restart(int revision, TriggerSpec trigger) {
        service = new TriggerService(launcher, store, pauses, time, time);
        deploy(revision, trigger);
        service.start();
        time.runUntil(time.now());
    }

    Optional<Instant> next() {
        return service.nextFireTime(TRIGGER);
    }

    /** The record of each slot of the trigger, by fire time: {@code RAN}, or the state and reason. */
    Map<String, String> slots() {
        Map<SlotKey, String> slots = new java.util.HashMap<>(store.records());
        launcher.started().keySet().forEach(slot -> slots.merge(slot, "RAN", (a, b) -> "TWICE " + a + b));
        return slots.entrySet().stream()
                .collect(Collectors.toMap(
                        entry -> entry.getKey().fireTime().toString(), Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }
}
