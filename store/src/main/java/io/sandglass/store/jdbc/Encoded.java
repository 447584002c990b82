package io.sandglass.store.jdbc;

import io.sandglass.run.RunRecord;
import io.sandglass.store.codec.ByteSink;

/**
 * A record and its bytes: a stretch of an array that it shares with others.
 *
 * @param bytes never changed
 */
record Encoded(RunRecord record, byte[] bytes, int from, int length) {
    /** Writes it as it stands in a run's log: its number, how many bytes, the bytes. */
    void writeTo(ByteSink out) {
        out.count(record.seq()).count(length).raw(bytes, from, length);
    }
}
