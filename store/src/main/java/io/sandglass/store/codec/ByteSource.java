package io.sandglass.store.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link ByteSink} wrote. Every method throws {@link Unreadable} where the bytes end or make no sense. */
public final class ByteSource {
    private final byte[] bytes;
    private final int end;
    private final @Nullable LargePayloads aside;
    private final PayloadRefs refs = new PayloadRefs();
    private int at;

    /** Payloads that were put aside are read as empty objects. */
    public ByteSource(byte[] bytes) {
        this(bytes, null);
    }

    public ByteSource(byte[] bytes, int from, int length) {
        this.bytes = bytes;
        this.at = from;
        this.end = from + length;
        this.aside = null;
    }

    /** @param aside has the payloads that were put aside; null to read them as empty objects */
    public ByteSource(byte[] bytes, @Nullable LargePayloads aside) {
        this.bytes = bytes;
        this.end = bytes.length;
        this.aside = aside;
    }

    /** What was met since the last call that had been put aside. */
    public List<PayloadRef> takeRefs() {
        return refs.take();
    }

    /** Something was met that had been put aside. @return where that is; empty if nobody says */
    Optional<LargePayloads> aside(PayloadRef ref) {
        refs.add(ref);
        return Optional.ofNullable(aside);
    }

    public boolean atEnd() {
        return at == end;
    }

    /** The array behind it; see {@link #position()}. Not to be changed. */
    public byte[] array() {
        return bytes;
    }

    public int position() {
        return at;
    }

    public void skip(int length) {
        need(length);
        at += length;
    }

    public int bits() {
        need(1);
        return bytes[at++] & 0xff;
    }

    public boolean flag() {
        return bits() != 0;
    }

    public long count() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = bits();
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return value;
            }
        }
        throw new Unreadable("a number has no end");
    }

    /** A count that is an {@code int}. */
    public int smallCount() {
        long value = count();
        if (value != (int) value) {
            throw new Unreadable("a number is out of range: " + value);
        }
        return (int) value;
    }

    /** How many bytes or items follow: never more than there are bytes left. */
    public int length() {
        int length = smallCount();
        need(length);
        return length;
    }

    public long number() {
        long value = count();
        return value >>> 1 ^ -(value & 1);
    }

    public long fixed() {
        need(8);
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | bytes[at++] & 0xff;
        }
        return value;
    }

    public double real() {
        return Double.longBitsToDouble(fixed());
    }

    byte[] raw(int length) {
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public byte[] block() {
        int length = length();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    public Instant time() {
        long value = number();
        try {
            return (value & 1) == 0 ? Instant.ofEpochMilli(value >> 1) : Instant.ofEpochSecond(number(), count());
        } catch (DateTimeException | ArithmeticException e) {
            throw new Unreadable("a time is out of range: " + e.getMessage());
        }
    }

    public Optional<Instant> optionalTime() {
        return flag() ? Optional.of(time()) : Optional.empty();
    }

    public String text() {
        int length = length();
        at += length;
        return Utf8.read(bytes, at - length, length);
    }

    public Optional<String> optionalText() {
        return flag() ? Optional.of(text()) : Optional.empty();
    }

    private void need(int length) {
        if (length < 0 || length > end - at) {
            throw new Unreadable(
                    "the bytes end too early: " + length + " more were expected, " + (end - at) + " are left");
        }
    }
}
