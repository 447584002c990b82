package io.sandglass.plugin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Data between nodes: a JSON value made of JDK types, deeply immutable.
 *
 * <p>A value is a {@code Map} with string keys, a {@code List}, a {@code String}, a {@code Boolean}, null, or a number:
 * {@code Integer}, {@code Long}, {@code Double}, {@code BigInteger} or {@code BigDecimal} (smaller integer types become
 * {@code Integer}, {@code Float} becomes {@code Double}). NaN, infinities, other types, cycles and nesting over
 * {@value #MAX_DEPTH} are refused at the door. Maps keep their order. Another payload inside of a value is shared, not
 * copied.
 */
public final class Payload {
    /** Deepest nesting of maps and lists. */
    public static final int MAX_DEPTH = 256;

    /** JSON null. */
    public static final Payload NULL = new Payload(null);

    /** An empty object. */
    public static final Payload EMPTY = new Payload(Map.of());

    private final @Nullable Object value;

    private Payload(@Nullable Object value) {
        this.value = value;
    }

    /**
     * Copies a value deeply.
     *
     * @throws IllegalArgumentException if some part of it is no JSON value; the message gives its path
     */
    public static Payload of(@Nullable Object value) {
        if (value == null) {
            return NULL;
        }
        if (value instanceof Payload payload) {
            return payload;
        }
        try {
            return new Payload(copy(value, 0));
        } catch (Misfit misfit) {
            throw new IllegalArgumentException(misfit.told(), misfit);
        }
    }

    /**
     * What stands under a key of an object: a part of this, not a copy.
     *
     * @return the payload of null if there is none, or this is no object
     */
    public Payload field(String name) {
        Object part = value instanceof Map<?, ?> map ? map.get(name) : null;
        return part == null ? NULL : new Payload(part);
    }

    /**
     * Whether there are more values in it than this, at any depth: each object, list, text, number, truth value and null is
     * one, itself included; keys are none. Looks no further than it must.
     */
    public boolean holdsMoreThan(long values) {
        return left(values) < 0;
    }

    /** How many are left of so many values, counted likewise; less than none if there are more in it. */
    public long left(long values) {
        return left(value, values);
    }

    private static long left(@Nullable Object value, long most) {
        long left = most - 1;
        if (left >= 0 && (value instanceof List || value instanceof Map)) {
            Iterable<?> items = value instanceof Map<?, ?> map ? map.values() : (List<?>) value;
            for (Iterator<?> rest = items.iterator(); left >= 0 && rest.hasNext(); ) {
                left = left(rest.next(), left);
            }
        }
        return left;
    }

    /** The value itself: immutable, of the types named above. */
    public @Nullable Object value() {
        return value;
    }

    public boolean isNull() {
        return value == null;
    }

    /**
     * The value as an object.
     *
     * @throws IllegalArgumentException if it is none
     */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> object() {
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException("an object is needed here, but this is " + describe(value));
        }
        return (Map<String, @Nullable Object>) value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && java.util.Objects.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return java.util.Objects.hashCode(value);
    }

    /** The JDK's rendering of the value, for tests and debugging; not JSON. */
    @Override
    public String toString() {
        return String.valueOf(value);
    }

    /** Something that is no JSON value. Where it is, is put together on the way out only: keys may be long. */
    private static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final int LONGEST_PATH = 1_000;

        private final String before;
        private final String after;
        private String path = "";

        Misfit(String before, String after) {
            super(before, null, false, false);
            this.before = before;
            this.after = after;
        }

        Misfit in(String step) {
            if (path.length() + step.length() <= LONGEST_PATH) {
                path = step + path;
            } else if (!path.startsWith("...")) {
                path = "..." + path;
            }
            return this;
        }

        String told() {
            return before + "$" + path + after;
        }
    }

    private static @Nullable Object copy(@Nullable Object value, int depth) {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Payload payload) {
            checkDepth(payload.value, depth);
            return payload.value;
        }
        checkDepth(depth);
        if (value instanceof Map<?, ?> map) {
            return copyMap(map, depth);
        }
        if (value instanceof Iterable<?> items) {
            return copyList(items, depth);
        }
        throw new Misfit("no JSON value at ", ": " + value.getClass().getName());
    }

    private static void checkDepth(int depth) {
        if (depth == MAX_DEPTH) {
            throw new Misfit("nested deeper than " + MAX_DEPTH + ", or a cycle, at ", "");
        }
    }

    /** Of what needs no copy, since nobody can change it. */
    private static void checkDepth(@Nullable Object value, int depth) {
        if (value instanceof Map || value instanceof List) {
            checkDepth(depth);
            Iterable<?> items = value instanceof Map<?, ?> map ? map.values() : (List<?>) value;
            items.forEach(item -> checkDepth(item, depth + 1));
        }
    }

    private static Map<String, @Nullable Object> copyMap(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new Misfit("keys must be strings, but one is " + entry.getKey() + " at ", "");
            }
            try {
                copy.put(key, copy(entry.getValue(), depth + 1));
            } catch (Misfit misfit) {
                throw misfit.in("." + key);
            }
        }
        return switch (copy.size()) {
            case 0 -> Collections.emptyMap();
            case 1 -> single(copy.entrySet().iterator().next());
            default -> Collections.unmodifiableMap(copy);
        };
    }

    /** A fifth of the size of other maps. */
    private static Map<String, @Nullable Object> single(Map.Entry<String, @Nullable Object> entry) {
        return Collections.singletonMap(entry.getKey(), entry.getValue());
    }

    private static List<@Nullable Object> copyList(Iterable<?> items, int depth) {
        ArrayList<@Nullable Object> copy = new ArrayList<>();
        for (Object item : items) {
            try {
                copy.add(copy(item, depth + 1));
            } catch (Misfit misfit) {
                throw misfit.in("[" + copy.size() + "]");
            }
        }
        return switch (copy.size()) {
            case 0 -> Collections.emptyList();
            case 1 -> Collections.singletonList(copy.get(0));
            default -> trimmed(copy);
        };
    }

    private static List<@Nullable Object> trimmed(ArrayList<@Nullable Object> copy) {
        copy.trimToSize();
        return Collections.unmodifiableList(copy);
    }

    private static Number number(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return number;
        }
        if (number instanceof BigInteger whole) { // copied, because it may be of a subclass
            return new BigInteger(whole.toByteArray());
        }
        if (number instanceof BigDecimal decimal) {
            return new BigDecimal(new BigInteger(decimal.unscaledValue().toByteArray()), decimal.scale());
        }
        if (number instanceof Short || number instanceof Byte) {
            return number.intValue();
        }
        double real = number.doubleValue();
        if (!Double.isFinite(real) || !(number instanceof Double || number instanceof Float)) {
            throw new Misfit("no JSON number at ", ": " + number);
        }
        return real;
    }

    private static String describe(@Nullable Object value) {
        return value == null ? "null" : "a " + value.getClass().getSimpleName();
    }
}
