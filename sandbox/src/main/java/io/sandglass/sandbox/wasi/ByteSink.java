package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import io.sandglass.sandbox.engine.GuestStop;
import java.io.ByteArrayOutputStream;

/** Bytes that a guest writes, up to a cap; beyond it the guest is ended, or the rest is dropped. */
public final class ByteSink {
    private static final int CHUNK = 8 * 1024;

    private final String name;
    private final long limit;
    private final boolean dropsTheRest;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean truncated;

    private ByteSink(String name, long limit, boolean dropsTheRest) {
        this.name = name;
        this.limit = limit;
        this.dropsTheRest = dropsTheRest;
    }

    /** A sink that ends the guest with {@link Overflow} when more than {@code limit} bytes are written. */
    public static ByteSink strict(String name, long limit) {
        return new ByteSink(name, limit, false);
    }

    /** A sink that keeps the first {@code limit} bytes and drops the rest. */
    public static ByteSink truncating(String name, long limit) {
        return new ByteSink(name, limit, true);
    }

    /** Takes bytes from the guest; the range was checked to lie inside its memory. */
    void write(GuestMemory memory, long address, long length) {
        if (length > limit - kept.size()) {
            overflow();
        }
        long end = address + Math.min(length, limit - kept.size());
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(0, end - address))];
        for (long at = address; at < end; at += chunk.length) {
            int size = (int) Math.min(chunk.length, end - at);
            memory.read(at, chunk, 0, size);
            kept.write(chunk, 0, size);
        }
    }

    /** Takes bytes that the guest handed over before. */
    public void write(byte[] bytes) {
        if (bytes.length > limit - kept.size()) {
            overflow();
        }
        kept.write(bytes, 0, (int) Math.min(bytes.length, limit - kept.size()));
    }

    private void overflow() {
        truncated = true;
        if (!dropsTheRest) {
            throw new Overflow(name + " took more than its limit of " + limit + " bytes");
        }
    }

    /** What was kept. */
    public byte[] bytes() {
        return kept.toByteArray();
    }

    /** How much was kept, in bytes. */
    public long size() {
        return kept.size();
    }

    /** Whether more was written than kept. */
    public boolean truncated() {
        return truncated;
    }

    /** A guest wrote more than it may. */
    public static final class Overflow extends GuestStop {
        private static final long serialVersionUID = 1;

        Overflow(String message) {
            super(message);
        }
    }
}
