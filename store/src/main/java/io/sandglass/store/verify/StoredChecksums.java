package io.sandglass.store.verify;

import io.sandglass.store.codec.ByteSource;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.tables.RunLog;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Checksums of a run's records as they are stored, by number. */
final class StoredChecksums {
    private final Map<Long, Integer> checksums = new HashMap<>();

    StoredChecksums(RunLog.Raw raw) {
        for (byte[] chunk : raw.chunks()) {
            ByteSource in = new ByteSource(chunk);
            in.bits(); // the format, which was looked at when the records were read
            while (!in.atEnd()) {
                long seq = in.count();
                int length = in.length();
                checksums.put(seq, EncodedRecord.checksum(chunk, in.position(), length));
                in.skip(length);
            }
        }
    }

    /** Empty if there is none of that number. */
    Optional<Integer> checksum(long seq) {
        return Optional.ofNullable(checksums.get(seq));
    }
}
