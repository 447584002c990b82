package io.sandglass.store.ledger;

import io.sandglass.run.RunRecord;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.PayloadRef;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A record and its bytes: a stretch of an array that it shares with others.
 *
 * @param bytes never changed
 * @param refs payloads of it that stand elsewhere
 */
public record EncodedRecord(RunRecord record, byte[] bytes, int from, int length, List<PayloadRef> refs) {
    /** Writes it as it stands in a run's log: its number, how many bytes, the bytes. */
    public void writeTo(ByteSink out) {
        out.count(record.seq()).count(length).raw(bytes, from, length);
    }

    /** Of its bytes. */
    public int checksum() {
        return checksum(bytes, from, length);
    }

    /** The same of a record that stands in other bytes. */
    public static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
