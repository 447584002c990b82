package io.sandglass.store;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Which slots are taken. Thread-safe. */
final class SlotLedger {
    private final Map<TriggerKey, NavigableMap<Instant, SlotState>> states = new HashMap<>();

    /** Takes a slot; false if it is already taken. */
    synchronized boolean take(SlotKey slot, SlotState state) {
        return states.computeIfAbsent(slot.trigger(), trigger -> new TreeMap<>())
                        .putIfAbsent(slot.fireTime(), state)
                == null;
    }

    synchronized Optional<Instant> last(TriggerKey trigger) {
        return Optional.ofNullable(states.get(trigger)).map(NavigableMap::lastKey);
    }
}
