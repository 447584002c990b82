package io.sandglass.expression;

import com.dashjoin.jsonata.Utils;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How big values really are. A value built of itself twice over, thirty times, is small in memory but takes ages to
 * compare or print; so weight counts every path to a part. Each list and map is weighed a single time. Not thread-safe.
 */
final class Weights {
    static final int MAX_ITEMS = 200_000;
    static final int MAX_TEXT = 1_000_000;
    static final int MAX_DEPTH = 256;
    private static final long MAX_UNITS = 32_000_000;
    private static final int UNITS_PER_ITEM = 8;

    private final IdentityHashMap<Object, Weight> known = new IdentityHashMap<>();
    private final Meter meter;

    Weights(Meter meter) {
        this.meter = meter;
    }

    /**
     * Weighs a value, charging for what is new.
     *
     * @throws Spent if it is too long, too deep or too heavy
     */
    long units(@Nullable Object value) {
        return weigh(value).units();
    }

    private Weight weigh(@Nullable Object value) {
        if (value instanceof String text) {
            return new Weight(text.length(), 0);
        }
        if (value instanceof Collection<?> items) {
            return weigh(items, items);
        }
        return value instanceof Map<?, ?> map ? weigh(map, map.values()) : Weight.LIGHT;
    }

    private Weight weigh(Object owner, Collection<?> items) {
        Weight found = known.get(owner);
        if (found != null && found.items() == items.size()) {
            return found;
        }
        if (items.size() > MAX_ITEMS) {
            throw new Spent("a list has more than " + MAX_ITEMS + " items");
        }
        meter.charge(items.size() / 4);
        Weight weight = items instanceof Utils.RangeList
                ? new Weight((long) items.size() * UNITS_PER_ITEM, 1, items.size())
                : sum(items);
        known.put(owner, weight);
        return weight;
    }

    private Weight sum(Collection<?> items) {
        long units = 0;
        int depth = 0;
        for (Object item : items) {
            Weight weight = weigh(item);
            units += UNITS_PER_ITEM + weight.units();
            depth = Math.max(depth, weight.depth());
            if (units > MAX_UNITS) {
                throw new Spent("a value is too big");
            }
        }
        if (depth >= MAX_DEPTH) {
            throw new Spent("a value is nested deeper than " + MAX_DEPTH);
        }
        return new Weight(units, depth + 1, items.size());
    }

    private record Weight(long units, int depth, int items) {
        static final Weight LIGHT = new Weight(0, 0);

        Weight(long units, int depth) {
            this(units, depth, 0);
        }
    }
}
