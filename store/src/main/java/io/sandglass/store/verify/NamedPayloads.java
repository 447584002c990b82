package io.sandglass.store.verify;

import io.sandglass.store.codec.PayloadRef;
import io.sandglass.store.ledger.Change;
import io.sandglass.store.ledger.EncodedRecord;
import io.sandglass.store.payload.PayloadDamaged;
import io.sandglass.store.payload.PayloadFiles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Payload files that are to be looked at, each with the last entry of the journal that names it. Used by one thread. */
final class NamedPayloads {
    private final Map<PayloadRef, Long> named = new LinkedHashMap<>();

    /** Those of an entry that the database has not applied. */
    void take(long seq, Change change) {
        if (change instanceof Change.Runs runs) {
            for (EncodedRecord record : runs.encoded()) {
                record.refs().forEach(ref -> named.put(ref, seq));
            }
        }
    }

    /** Those that the database names. */
    void takeAll(List<PayloadRef> refs) {
        refs.forEach(ref -> named.putIfAbsent(ref, 0L));
    }

    /**
     * Reads each of them.
     *
     * @param still whether one that cannot be read is still named, by the database or by this entry
     */
    void check(PayloadFiles files, BiPredicate<PayloadRef, Long> still, List<String> facts, List<String> problems) {
        int damaged = 0;
        for (Map.Entry<PayloadRef, Long> each : named.entrySet()) {
            try {
                files.get(each.getKey());
            } catch (PayloadDamaged e) {
                if (still.test(each.getKey(), each.getValue())) {
                    damaged++;
                    problems.add(String.valueOf(e.getMessage()));
                }
            }
        }
        facts.add("payloads: " + named.size() + " files"
                + (damaged == 0
                        ? ", each read and compared with its checksum"
                        : ", " + damaged + " of them missing or damaged"));
    }
}
