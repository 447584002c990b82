package io.sandglass.engine.attempt;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/** Whether code of the node runs in one attempt; decided once, by its thread or by whoever stops it before. Thread-safe. */
final class CodeStart {
    private enum Decision {
        UNDECIDED,
        BEGUN,
        BARRED
    }

    private final AtomicReference<Decision> decision = new AtomicReference<>(Decision.UNDECIDED);
    private volatile long begunNanos;

    /** @return false if it may not begin */
    boolean begin(long nanos) {
        begunNanos = nanos;
        return decision.compareAndSet(Decision.UNDECIDED, Decision.BEGUN);
    }

    /** Sees to it that it does not begin from now on. @return whether it has begun before */
    boolean bar() {
        return !decision.compareAndSet(Decision.UNDECIDED, Decision.BARRED) && decision.get() == Decision.BEGUN;
    }

    /** When it began, by the monotonic clock; empty if it has not. */
    OptionalLong begun() {
        return decision.get() == Decision.BEGUN ? OptionalLong.of(begunNanos) : OptionalLong.empty();
    }
}
