package io.sandglass.store.jdbc;

import io.sandglass.run.RunRecord;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.PayloadRef;
import java.util.List;

/**
 * A record and its bytes: a stretch of an array that it shares with others.
 *
 * @param bytes never changed
 * @param refs payloads of it that stand elsewhere
 */
record Encoded(RunRecord record, byte[] bytes, int from, int length, List<PayloadRef> refs) {
    /** Writes it as it stands in a run's log: its number, how many bytes, the bytes. */
    void writeTo(ByteSink out) {
        out.count(record.seq()).count(length).raw(bytes, from, length);
    }
}
