package io.sandglass.expression;

import com.dashjoin.jsonata.Jsonata;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Parser.Symbol;
import io.sandglass.plugin.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values on their way into JSONata, which wants them mutable and null marked, and out of it. */
final class Values {
    private static final double EXACT = 9_007_199_254_740_992.0;

    private Values() {}

    /** A copy that JSONata may change; null is its own mark, as Java's null means undefined to it. */
    static Object inward(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>(map.size() * 2);
            map.forEach((key, item) -> copy.put(key, inward(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(inward(item)));
            return copy;
        }
        return value == null ? Jsonata.NULL_VALUE : value;
    }

    /** @throws Spent if it is no JSON value */
    static Payload outward(@Nullable Object value) {
        Object plain = plain(value);
        try {
            return Payload.of(plain);
        } catch (IllegalArgumentException e) {
            throw new Spent("its result is no JSON value");
        }
    }

    /** JDK types only, with Java's null for null. */
    static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map.size() * 2);
            map.forEach((key, item) -> copy.put(key, plain(item)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(item -> copy.add(plain(item)));
            return copy;
        }
        if (value instanceof JFunction || value instanceof Symbol) {
            throw new Spent("its result has a function in it");
        }
        return value == Jsonata.NULL_VALUE ? null : value;
    }

    /** A whole number as an integer. */
    static @Nullable Number whole(@Nullable Number number) {
        if (number instanceof Double real && real == Math.rint(real) && Math.abs(real) < EXACT) {
            long exact = real.longValue();
            return exact == (int) exact ? (Number) (int) exact : (Number) exact;
        }
        return number;
    }
}
