package io.sandglass.trigger;

import io.sandglass.run.SlotKey;
import java.time.Duration;

/** Numbers that look random but are the same for a slot on every machine and at every start. */
final class StableHash {
    private StableHash() {}

    /** Steele, Lea and Flood's SplitMix64 finalizer over the trigger's name and the fire time. */
    static long of(SlotKey slot) {
        long z = slot.trigger().toString().hashCode() * 0x9E3779B97F4A7C15L
                + slot.fireTime().toEpochMilli();
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From zero to the jitter, both included, in milliseconds. */
    static Duration shift(SlotKey slot, Duration jitter) {
        return jitter.isZero() ? Duration.ZERO : Duration.ofMillis(Math.floorMod(of(slot), jitter.toMillis() + 1));
    }
}
