package io.sandglass.expression;

import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation under way, as the functions see it. JSONata hands its functions no context of ours, and evaluates on
 * the calling thread; so the current one is kept per thread.
 */
final class Evaluation implements AutoCloseable {
    private static final ThreadLocal<@Nullable Evaluation> CURRENT = new ThreadLocal<>();

    private final Meter meter;
    private final long clockMillis;
    private final Random random;
    private final @Nullable Evaluation outer;

    private Evaluation(Meter meter, long clockMillis, Random random) {
        this.meter = meter;
        this.clockMillis = clockMillis;
        this.random = random;
        this.outer = CURRENT.get();
    }

    /** Makes this thread's current evaluation, until closed. */
    static Evaluation begin(Meter meter, long clockMillis, long seed) {
        Evaluation evaluation = new Evaluation(meter, clockMillis, new Random(seed));
        CURRENT.set(evaluation);
        return evaluation;
    }

    static Evaluation current() {
        Evaluation evaluation = CURRENT.get();
        if (evaluation == null) {
            throw new IllegalStateException("no evaluation is under way on this thread");
        }
        return evaluation;
    }

    Meter meter() {
        return meter;
    }

    long clockMillis() {
        return clockMillis;
    }

    Random random() {
        return random;
    }

    @Override
    public void close() {
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
