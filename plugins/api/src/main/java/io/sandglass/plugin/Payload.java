package io.sandglass.plugin;

import io.sandglass.plugin.internal.PayloadSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    public static final Payload NULL = new Payload(null, 0);

    /** An empty object. */
    public static final Payload EMPTY = new Payload(Map.of(), 1);

    /** The value, or a {@link LargeValue} that has it. */
    private final @Nullable Object content;

    /** At most so many maps and lists stand within each other. */
    private final int depth;

    /** What {@link #memory()} found; 0 if it was not asked yet. */
    private int memory;

    Payload(@Nullable Object content, int depth) {
        this.content = content;
        this.depth = depth;
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
        return new PayloadCopy().of(value);
    }

    /**
     * What stands under a key of an object: a part of this, not a copy.
     *
     * @return the payload of null if there is none, or this is no object
     */
    public Payload field(String name) {
        Object part = value() instanceof Map<?, ?> map ? map.get(name) : null;
        if (part == null) {
            return NULL;
        }
        return new Payload(isLarge() ? new LargeValue(part) : part, Math.max(0, depth - 1));
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
        return PayloadMeasure.left(value(), values);
    }

    /** How many bytes of memory it holds for sure, roughly; few if its value {@linkplain #mayLeave may leave}. */
    public long memory() {
        if (content instanceof LargeValue large && large.mayLeave()) {
            return PayloadMeasure.OBJECT;
        }
        if (memory == 0) { // whoever else is here finds the same
            memory = (int) Math.min(Integer.MAX_VALUE, PayloadMeasure.bytes(value()));
        }
        return memory;
    }

    /**
     * Lets the value leave memory when that gets short, for it can be read again by whoever asks for it; a small one stays.
     * For a store that has kept the payload; no plugin has a source to give.
     */
    public void mayLeave(PayloadSource source) {
        if (content instanceof LargeValue large) {
            large.mayLeave(source);
        }
    }

    /** Where its value is to be read if it has left memory; empty if it is here. For a store. */
    public Optional<PayloadSource> source() {
        return content instanceof LargeValue large ? large.source() : Optional.empty();
    }

    /**
     * The same value in a payload that may leave memory by itself. For an engine: whoever gave this one may keep it for
     * longer than a store keeps the other. Nothing is read: if the value has left, both are read from the same source.
     */
    public Payload detached() {
        return content instanceof LargeValue large ? new Payload(large.detached(), depth) : this;
    }

    /** The value itself: immutable, of the types named above. */
    public @Nullable Object value() {
        return content instanceof LargeValue large ? large.get() : content;
    }

    public boolean isNull() {
        return content == null;
    }

    /** At most so many maps and lists stand within each other. */
    int depth() {
        return depth;
    }

    /** Whether its value may be too large to be kept for long. */
    boolean isLarge() {
        return content instanceof LargeValue;
    }

    /**
     * The value as an object.
     *
     * @throws IllegalArgumentException if it is none
     */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> object() {
        Object value = value();
        if (!(value instanceof Map)) {
            throw new IllegalArgumentException("an object is needed here, but this is " + describe(value));
        }
        return (Map<String, @Nullable Object>) value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload that && Objects.equals(value(), that.value());
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value());
    }

    /** The JDK's rendering of the value, for tests and debugging; not JSON. */
    @Override
    public String toString() {
        return String.valueOf(value());
    }

    private static String describe(@Nullable Object value) {
        return value == null ? "null" : "a " + value.getClass().getSimpleName();
    }
}
