package io.sandglass.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What was refused, and why, so that a module that is slow to refuse costs its time once; what may pass, for a while
 * only. Thread-safe.
 */
final class Refusals {
    static final long WHILE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int KEPT = 1_000;

    private final LongSupplier nanoTime;
    private final Map<String, Refusal> refused = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Refusal> eldest) {
            return size() > KEPT;
        }
    };

    /** @param nanoTime as {@link System#nanoTime} */
    Refusals(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What the host is to blame for is not remembered. */
    synchronized void add(String digest, InvalidModule reason) {
        if (reason.blame() != InvalidModule.Blame.HOST) {
            refused.put(digest, new Refusal(reason, nanoTime.getAsLong()));
        }
    }

    /** Why the module is refused, if it still is. */
    synchronized Optional<InvalidModule> find(String digest) {
        return Optional.ofNullable(refused.get(digest)).filter(this::holds).map(Refusal::reason);
    }

    private boolean holds(Refusal refusal) {
        return !refusal.reason.mayPass() || nanoTime.getAsLong() - refusal.sinceNanos < WHILE_NANOS;
    }

    private record Refusal(InvalidModule reason, long sinceNanos) {}
}
