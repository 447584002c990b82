package io.sandglass.store.verify;

import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.tables.RunLog;
import java.util.Arrays;
import java.util.Optional;

/** What the journal tells of one run: for each record its number and a checksum of its bytes. Used by one thread. */
final class RunChecksums {
    private long[] seqs = new long[4];
    private int[] checksums = new int[4];
    private int size;
    private boolean forgotten;

    void add(EncodedRecord encoded) {
        if (size == seqs.length) {
            seqs = Arrays.copyOf(seqs, 2 * size);
            checksums = Arrays.copyOf(checksums, 2 * size);
        }
        seqs[size] = encoded.record().seq();
        checksums[size++] = encoded.checksum();
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
        StoredChecksums stored = new StoredChecksums(raw);
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
}
