package io.sandglass.store.journal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The bytes of a file as programs see them, and as they are on the disk. Of each page that was written since the last sync,
 * the loss of power leaves some version: the synced one, the newest, or one between.
 */
final class SimulatedFile {
    static final int PAGE = 4096;

    private byte[] seen = {};
    private byte[] durable = {};
    private final Map<Integer, List<byte[]>> unsynced = new HashMap<>();
    private boolean resized;

    int size() {
        return seen.length;
    }

    byte[] bytes() {
        return seen;
    }

    void write(int position, byte[] from, int length) {
        if (length == 0) {
            return;
        }
        if (position + length > seen.length) {
            resize(position + length);
        }
        System.arraycopy(from, 0, seen, position, length);
        for (int page = position / PAGE; page <= (position + length - 1) / PAGE; page++) {
            touch(page);
        }
    }

    void truncate(int size) {
        if (size < seen.length) {
            resize(size);
            unsynced.keySet().removeIf(page -> page * PAGE >= size);
            if (size % PAGE > 0) {
                touch(size / PAGE);
            }
        }
    }

    void sync() {
        durable = Arrays.copyOf(durable, seen.length);
        unsynced.keySet().forEach(page -> copy(page(page), durable, page));
        unsynced.clear();
        resized = false;
    }

    /** As Linux does it: some pages made it, the others count as clean from now on, and no later sync writes them. */
    void failToSync(Random random) {
        durable = remains(random);
        unsynced.clear();
        resized = false;
    }

    /** What is found after the power was lost. */
    SimulatedFile afterPowerLoss(Random random) {
        SimulatedFile after = new SimulatedFile();
        after.durable = remains(random);
        after.seen = after.durable.clone();
        return after;
    }

    private byte[] remains(Random random) {
        byte[] remains = Arrays.copyOf(durable, resized && random.nextBoolean() ? seen.length : durable.length);
        for (Map.Entry<Integer, List<byte[]>> page : unsynced.entrySet()) {
            List<byte[]> versions = page.getValue();
            if (random.nextBoolean()) {
                byte[] version =
                        versions.get(random.nextBoolean() ? versions.size() - 1 : random.nextInt(versions.size()));
                int end = Math.min(seen.length, page.getKey() * PAGE + version.length);
                remains = remains.length < end ? Arrays.copyOf(remains, end) : remains;
                copy(version, remains, page.getKey());
            }
        }
        return remains;
    }

    private void resize(int size) {
        resized = true;
        seen = Arrays.copyOf(seen, size);
    }

    private void touch(int page) {
        unsynced.computeIfAbsent(page, any -> new ArrayList<>()).add(page(page));
    }

    private byte[] page(int page) {
        return Arrays.copyOfRange(seen, page * PAGE, Math.min(seen.length, (page + 1) * PAGE));
    }

    private static void copy(byte[] version, byte[] to, int page) {
        int start = page * PAGE;
        if (start < to.length) {
            System.arraycopy(version, 0, to, start, Math.min(version.length, to.length - start));
        }
    }
}
