package io.sandglass.sandbox.wasi.tree;

import io.sandglass.sandbox.engine.GuestMemory;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Bytes that a guest writes. Pages that were never written are not held, and read as zeros; yet the whole size is charged,
 * so that holes filled later cannot exceed the quota.
 */
final class Pages implements Content {
    /** Bytes of a page. */
    static final int PAGE = 4096;

    private static final byte[] ZEROS = new byte[PAGE];

    private final Quota quota;
    private final Map<Long, byte[]> pages = new HashMap<>();
    private long size;

    Pages(Quota quota) {
        this.quota = quota;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, GuestMemory memory, long address, int length) {
        int done = 0;
        while (done < length) {
            int offset = (int) ((position + done) % PAGE);
            int part = Math.min(PAGE - offset, length - done);
            memory.write(address + done, pages.getOrDefault((position + done) / PAGE, ZEROS), offset, part);
            done += part;
        }
    }

    @Override
    public void write(long position, GuestMemory memory, long address, int length) {
        int done = 0;
        while (done < length) {
            int offset = (int) ((position + done) % PAGE);
            int part = Math.min(PAGE - offset, length - done);
            memory.read(address + done, page((position + done) / PAGE), offset, part);
            done += part;
        }
    }

    private byte[] page(long number) {
        return pages.computeIfAbsent(number, absent -> new byte[PAGE]);
    }

    @Override
    public void resize(long wanted) {
        if (wanted > size) {
            quota.takeBytes(wanted - size);
        } else {
            quota.giveBytes(size - wanted);
            pages.keySet().removeIf(number -> number * PAGE >= wanted);
            byte[] last = pages.getOrDefault(wanted / PAGE, ZEROS);
            if (last != ZEROS) {
                Arrays.fill(last, (int) (wanted % PAGE), PAGE, (byte) 0);
            }
        }
        size = wanted;
    }

    @Override
    public byte[] bytes() {
        byte[] all = new byte[Math.toIntExact(size)];
        pages.forEach((number, page) -> {
            int from = (int) (number * PAGE);
            System.arraycopy(page, 0, all, from, Math.min(PAGE, all.length - from));
        });
        return all;
    }
}
