package io.sandglass.store.journal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/** A process that appends with several threads and prints what was acknowledged, until it is killed. */
final class KilledWriter {
    private static final int THREADS = 4;

    private KilledWriter() {}

    static JournalSettings settings(Path home) {
        return new JournalSettings(home, Durability.PROCESS, 1 << 20);
    }

    public static void main(String[] args) throws InterruptedException {
        try (Journal journal = Journal.open(settings(Path.of(args[0])))) {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                threads.add(new Thread(() -> write(journal)));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Of all that stands behind the first eight bytes. */
    static long checksum(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload, Long.BYTES, payload.length - Long.BYTES);
        return crc.getValue();
    }

    private static void write(Journal journal) {
        Random random = new Random();
        while (true) {
            byte[] payload = new byte[Long.BYTES + random.nextInt(5000)];
            random.nextBytes(payload);
            ByteBuffer.wrap(payload).putLong(checksum(payload));
            System.out.println(journal.append(List.of(new Frame((byte) 1, payload))));
        }
    }
}
