package io.sandglass.store.jdbc;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/** What the journal tells of one run: for each record its number and a checksum of its bytes. Used by one thread. */
final class RunStory {
    private long[] seqs = new long[4];
    private int[] checksums = new int[4];
    private int size;
    private boolean forgotten;

    void add(Encoded encoded) {
        if (size == seqs.length) {
            seqs = Arrays.copyOf(seqs, 2 * size);
            checksums = Arrays.copyOf(checksums, 2 * size);
        }
        seqs[size] = encoded.record().seq();
        checksums[size++] = checksum(encoded.bytes(), encoded.from(), encoded.length());
    }

    /** The records are deleted, as the journal says. */
    void forget() {
        forgotten = true;
    }

    boolean forgotten() {
        return forgotten;
    }

    /** What is wrong with these records. */
    Optional<String> difference(RunLog.Raw raw) {
        StoredRecords stored = new StoredRecords(raw);
        for (int i = 0; i < size; i++) {
            Optional<Integer> checksum = stored.checksum(seqs[i]);
            if (checksum.isEmpty()) {
                return Optional.of("record " + seqs[i] + " is in the journal, but not in the database");
            }
            if (checksum.get() != checksums[i]) {
                return Optional.of("record " + seqs[i] + " is another one in the journal than in the database");
            }
        }
        return Optional.empty();
    }

    static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
