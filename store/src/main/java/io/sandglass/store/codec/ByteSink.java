package io.sandglass.store.codec;

import io.sandglass.plugin.Payload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bytes being gathered. {@link ByteSource} reads what this writes.
 *
 * <p>Whole numbers take a byte for each 7 bits. Texts are UTF-8, in which a surrogate without its partner stands as three
 * bytes, so that every Java string comes back as it was. Used by one thread.
 */
public final class ByteSink {
    /** How much one array holds, some bytes short of what the JVM allows. */
    private static final int MOST = Integer.MAX_VALUE - 64;

    private static final long MILLIS_BOUND = 1L << 60;

    private final @Nullable LargePayloads aside;
    private final PayloadRefs refs = new PayloadRefs();
    private final List<PutAside> putAside = new ArrayList<>(0);
    private byte[] bytes;
    private int size;

    public ByteSink() {
        this(256);
    }

    public ByteSink(int capacity) {
        this(capacity, null);
    }

    /** @param aside takes payloads that are too large; null if they stay, however large */
    public ByteSink(int capacity, @Nullable LargePayloads aside) {
        this.bytes = new byte[capacity];
        this.aside = aside;
    }

    public int size() {
        return size;
    }

    /** What was written, copied. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** What was put aside since the last call. */
    public List<PayloadRef> takeRefs() {
        return refs.take();
    }

    /** All that was put aside. */
    public List<PutAside> putAside() {
        return List.copyOf(putAside);
    }

    /** Whether a payload is where it would be put, and stays there for as long as what is written here names it. */
    boolean nameAgain(AsideSource source) {
        boolean named = source.place() == aside && source.place().nameAgain(source.ref());
        if (named) {
            refs.add(source.ref());
        }
        return named;
    }

    /** Puts aside the payload that was written from there on, if that is too large to stay. */
    Optional<PayloadRef> putAside(Payload payload, int from) {
        if (aside == null || size - from <= aside.threshold()) {
            return Optional.empty();
        }
        Optional<PayloadRef> put = aside.put(bytes, from, size - from);
        put.ifPresent(ref -> {
            size = from;
            refs.add(ref);
            putAside.add(new PutAside(payload, ref, aside));
        });
        return put;
    }

    public ByteSink bits(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public ByteSink flag(boolean value) {
        return bits(value ? 1 : 0);
    }

    /** A number that is seldom negative: then it takes ten bytes. */
    public ByteSink count(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
        return this;
    }

    /** A number of either sign. */
    public ByteSink number(long value) {
        return count(value << 1 ^ value >> 63);
    }

    /** Always eight bytes. */
    public ByteSink fixed(long value) {
        room(8);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
        return this;
    }

    public ByteSink real(double value) {
        return fixed(Double.doubleToRawLongBits(value));
    }

    public ByteSink raw(byte[] source, int from, int length) {
        room(length);
        System.arraycopy(source, from, bytes, size, length);
        size += length;
        return this;
    }

    /** Bytes with their number before them. */
    public ByteSink block(byte[] source) {
        return count(source.length).raw(source, 0, source.length);
    }

    /** An instant, exactly; six bytes if it is on the millisecond. */
    public ByteSink time(Instant value) {
        long seconds = value.getEpochSecond();
        int nanos = value.getNano();
        if (nanos % 1_000_000 == 0 && Math.abs(seconds) < MILLIS_BOUND / 1_000) {
            return number((seconds * 1_000 + nanos / 1_000_000) << 1);
        }
        return number(1).number(seconds).count(nanos);
    }

    public ByteSink optionalTime(Optional<Instant> value) {
        flag(value.isPresent());
        value.ifPresent(this::time);
        return this;
    }

    public ByteSink text(String value) {
        int length = value.length();
        int most = 3 * length;
        if (length > MOST / 3) {
            throw new IllegalArgumentException("a text of " + length + " characters is too long to be stored");
        }
        if (most < 0x80) { // then one byte tells the size, and it can be filled in afterwards
            room(1 + most);
            int at = size++;
            utf8(value);
            bytes[at] = (byte) (size - at - 1);
            return this;
        }
        count(Utf8.size(value));
        room(Utf8.size(value));
        utf8(value);
        return this;
    }

    public ByteSink optionalText(Optional<String> value) {
        flag(value.isPresent());
        value.ifPresent(this::text);
        return this;
    }

    private void utf8(String value) {
        size = Utf8.write(value, bytes, size);
    }

    private void room(int more) {
        if (bytes.length - size >= more) {
            return;
        }
        long needed = (long) size + more;
        if (needed > MOST) {
            throw new IllegalArgumentException("more than " + MOST + " bytes cannot be stored as one record");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MOST, Math.max(needed, 2L * bytes.length)));
    }
}
