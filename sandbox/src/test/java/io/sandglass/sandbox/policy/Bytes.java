package io.sandglass.sandbox.policy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Puts modules together byte by byte, wrong ones included. */
public final class Bytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public static Bytes of(int... values) {
        return new Bytes().raw(values);
    }

    public static Bytes module() {
        return of(0x00, 0x61, 0x73, 0x6D, 0x01, 0x00, 0x00, 0x00);
    }

    public Bytes raw(int... values) {
        for (int value : values) {
            out.write(value);
        }
        return this;
    }

    public Bytes times(int count, int... values) {
        for (int i = 0; i < count; i++) {
            raw(values);
        }
        return this;
    }

    public Bytes u32(long value) {
        long left = value;
        while (left >= 0x80) {
            out.write((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    public Bytes name(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        u32(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    public Bytes add(Bytes more) {
        out.writeBytes(more.get());
        return this;
    }

    /** A part with its length before it. */
    public Bytes sized(Bytes part) {
        return u32(part.get().length).add(part);
    }

    public Bytes section(int id, Bytes content) {
        return raw(id).sized(content);
    }

    /** One function type without parameters and results, one function of it, and this body. */
    public static Bytes moduleWithBody(Bytes body) {
        return module().section(1, of(1, 0x60, 0, 0)).section(3, of(1, 0)).section(10, of(1).sized(body));
    }

    public byte[] get() {
        return out.toByteArray();
    }
}
