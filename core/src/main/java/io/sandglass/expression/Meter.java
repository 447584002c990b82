package io.sandglass.expression;

import com.dashjoin.jsonata.Jsonata.EntryCallback;
import com.dashjoin.jsonata.Jsonata.ExitCallback;
import com.dashjoin.jsonata.Jsonata.Frame;
import com.dashjoin.jsonata.Parser.Symbol;
import java.util.Collection;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counts what one evaluation costs and stops it when a budget is spent. Steps are deterministic; the deadline is the
 * safety net behind them. Not thread-safe.
 */
final class Meter implements EntryCallback, ExitCallback {
    static final long MAX_STEPS = 2_000_000;
    static final int MAX_DEPTH = 1_600;
    static final long DEADLINE_NANOS = 1_000_000_000;
    private static final int STEPS_PER_LOOK = 1_024;
    private static final int LONG_TEXT = 256;

    private final LongSupplier nanos;
    private final long started;
    private final Weights weights = new Weights(this);
    private long steps;
    private long nextLook = STEPS_PER_LOOK;
    private int depth;

    Meter(LongSupplier nanos) {
        this.nanos = nanos;
        this.started = nanos.getAsLong();
    }

    @Override
    public void callback(Symbol expression, Object input, Frame environment) {
        charge(1);
        if (++depth > MAX_DEPTH) {
            throw new Spent("it calls itself too deeply");
        }
    }

    @Override
    public void callback(Symbol expression, Object input, Frame environment, Object result) {
        depth--;
        check(result);
    }

    /** Refuses a value that is too big. */
    void check(@Nullable Object value) {
        if (value instanceof String text) {
            checkText(text.length());
        } else if (value instanceof Collection || value instanceof Map) {
            if (weights.units(value) > STEPS_PER_LOOK) {
                look();
            }
        } else if (value instanceof Pattern) {
            throw new Spent("a regular expression stands where none can");
        }
    }

    /** Refuses a text of this length, or charges for it. */
    void checkText(long length) {
        if (length > Weights.MAX_TEXT) {
            throw new Spent("a text is longer than " + Weights.MAX_TEXT + " characters");
        }
        if (length > LONG_TEXT) {
            charge(length / 16);
        }
    }

    long weigh(@Nullable Object value) {
        return weights.units(value);
    }

    void charge(long more) {
        steps += more;
        if (steps > MAX_STEPS) {
            throw new Spent("it takes more than " + MAX_STEPS + " steps");
        }
        if (steps >= nextLook) {
            nextLook = steps + STEPS_PER_LOOK;
            look();
        }
    }

    private void look() {
        if (nanos.getAsLong() - started > DEADLINE_NANOS) {
            throw new Spent("it takes longer than " + DEADLINE_NANOS / 1_000_000 + " ms");
        }
    }
}
