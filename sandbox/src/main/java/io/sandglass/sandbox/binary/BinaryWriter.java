package io.sandglass.sandbox.binary;

import java.io.ByteArrayOutputStream;

/** Writes the binary format. Not thread-safe. */
public final class BinaryWriter {
    private static final int MORE = 0x80;
    private static final int LOW = 0x7F;
    private static final int SIGN = 0x40;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public BinaryWriter u8(int value) {
        out.write(value);
        return this;
    }

    /** An unsigned number of any length. */
    public BinaryWriter unsigned(long value) {
        long left = value;
        while (left >= MORE) {
            out.write((int) (left & LOW | MORE));
            left >>>= 7;
        }
        return u8((int) left);
    }

    /** A signed number of any length. */
    public BinaryWriter signed(long value) {
        long left = value;
        while (left < -SIGN || left >= SIGN) {
            out.write((int) (left & LOW | MORE));
            left >>= 7;
        }
        return u8((int) (left & LOW));
    }

    public BinaryWriter bytes(byte[] bytes) {
        return bytes(bytes, 0, bytes.length);
    }

    /** The bytes from one offset to another. */
    public BinaryWriter bytes(byte[] bytes, int from, int to) {
        out.write(bytes, from, to - from);
        return this;
    }

    /** Another writer's bytes, with their length before them. */
    public BinaryWriter sized(BinaryWriter part) {
        return unsigned(part.out.size()).bytes(part.toByteArray());
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
