package io.sandglass.sandbox.binary;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A cursor over a range of bytes; every read is checked against the range's end, and nothing is allocated before that.
 *
 * <p>All methods throw {@link Malformed}. Not thread-safe.
 */
public final class BinaryReader {
    private static final int U32_BITS = 32;
    private static final int MAX_NAME = 100_000;

    private final byte[] bytes;
    private final int end;
    private int position;

    /** @param bytes not copied */
    public BinaryReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private BinaryReader(byte[] bytes, int position, int end) {
        this.bytes = bytes;
        this.position = position;
        this.end = end;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public boolean atEnd() {
        return position == end;
    }

    public int u8() {
        if (position == end) {
            throw new Malformed("bytes end too early, at offset " + position);
        }
        return bytes[position++] & 0xFF;
    }

    /** The next byte, left unread. */
    public int peek() {
        int value = u8();
        position--;
        return value;
    }

    public void skip(long count) {
        if (count < 0 || count > remaining()) {
            throw new Malformed(
                    count + " bytes are announced at offset " + position + ", but " + remaining() + " follow");
        }
        position += (int) count;
    }

    /** A reader of the next {@code count} bytes, which this one skips. */
    public BinaryReader part(long count) {
        int from = position;
        skip(count);
        return new BinaryReader(bytes, from, position);
    }

    /** An unsigned 32-bit number. */
    public long u32() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (shift >= 28 && next > 0x0F) {
                throw new Malformed("a number before offset " + position + " is longer than 32 bits");
            }
            if (next < 0x80) {
                return value;
            }
        }
    }

    /** A signed 32-bit number. */
    public int s32() {
        return (int) signed(U32_BITS);
    }

    /** A signed 33-bit number: a block's type. */
    public long s33() {
        return signed(U32_BITS + 1);
    }

    /** A signed 64-bit number. */
    public long s64() {
        return signed(Long.SIZE);
    }

    private long signed(int bits) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (shift + 7 >= bits) {
                checkLast(next, bits - shift);
            }
            if (next < 0x80) {
                int read = shift + 7;
                return read >= Long.SIZE ? value : value << Long.SIZE - read >> Long.SIZE - read;
            }
        }
    }

    /** The last byte of a signed number carries {@code bits} of it; those above must repeat the sign. */
    private void checkLast(int last, int bits) {
        int above = (byte) (last << 1) >> bits;
        if (last > 0x7F || (above != 0 && above != -1)) {
            throw new Malformed("a number before offset " + position + " is longer than its type");
        }
    }

    /** A count of things that take at least one byte each. */
    public int count(String what, int limit) {
        long count = u32();
        if (count > limit) {
            throw new Malformed(what + ": " + count + ", over the limit of " + limit);
        }
        if (count > remaining()) {
            throw new Malformed(what + ": " + count + " are announced, but only " + remaining() + " bytes follow");
        }
        return (int) count;
    }

    /** A name in UTF-8. */
    public String name() {
        int length = count("bytes of a name", MAX_NAME);
        int from = position;
        skip(length);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Malformed("the name at offset " + from + " is not UTF-8");
        }
    }

    /** Bytes that were read already, from one offset to another. */
    public byte[] bytes(int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
