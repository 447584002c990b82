package io.sandglass.engine.attempt;

import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.plugin.NodeResult;
import io.sandglass.run.RunEvent.ValueWritten;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The code of a node in one attempt: whether it runs, which is decided once, by its thread or by whoever stops it before,
 * and what comes of it. Thread-safe.
 */
final class NodeCode {
    private enum Decision {
        UNDECIDED,
        BEGUN,
        BARRED
    }

    private final AttemptRequest request;
    private final AttemptServices services;
    private final AttemptToken token;
    private final AtomicReference<Decision> decision = new AtomicReference<>(Decision.UNDECIDED);
    private volatile long begunNanos;
    private volatile boolean givenUp;
    private volatile @Nullable AttemptContext context;

    NodeCode(AttemptRequest request, AttemptServices services, AttemptToken token) {
        this.request = request;
        this.services = services;
        this.token = token;
    }

    /** @return false if it may not begin */
    boolean begin() {
        begunNanos = services.clock().nanos();
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

    /**
     * Runs it, unless the fuel is spent; once it has begun.
     *
     * @param over whether what it writes may not count any more
     * @param wrote gets what it writes; must not block
     */
    NodeResult run(BooleanSupplier over, Consumer<ValueWritten> wrote) {
        Optional<String> spent = request.fuel().spent(request.node());
        NodeResult found = spent.isPresent() ? EngineFailures.budgetSpent(spent.get()) : runWithinLimits(over, wrote);
        Fault.at(FaultPoint.AFTER_SIDE_EFFECT);
        return found;
    }

    /** Nobody waits for it: from now on it is given no secrets, and writes no lines. */
    void giveUp() {
        givenUp = true;
        AttemptContext given = context;
        if (given != null) {
            given.end();
        }
    }

    private NodeResult runWithinLimits(BooleanSupplier over, Consumer<ValueWritten> wrote) {
        AttemptContext own = new AttemptContext(
                request,
                services.grants().limit(request.node().spec().permissions()),
                token,
                new AttemptValues(request, services.clock(), over, wrote),
                services);
        context = own;
        if (givenUp) { // before it could be told
            own.end();
        }
        try {
            return services.runner().run(request, own);
        } finally {
            own.end();
        }
    }
}
