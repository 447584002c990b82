package io.sandglass.store.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands before each payload in a segment: {@code checksum of the head | length of the payload | epoch | distance to
 * the synced entries | seq | type | checksum of the payload}, big-endian. The checksum of the head covers the one of the
 * payload and the salt of the segment; a head that is whole can be believed before the payload is read.
 *
 * @param synced as in {@link Stamp}
 */
record FrameHead(int length, int epoch, long synced, long seq, byte type, int payloadChecksum) {
    static final int SIZE = 4 + 4 + 4 + 4 + 8 + 1 + 4;

    /** Where the seq is. */
    static final int SEQ = 16;

    /** Writes and reads heads of one segment. Not thread-safe. */
    static final class Codec {
        private final ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        private final CRC32C crc = new CRC32C();

        int checksum(byte[] payload) {
            return checksum(payload, payload.length);
        }

        /** The bytes are good until the next call. */
        byte[] encode(FrameHead head, int salt) {
            bytes.clear();
            bytes.putInt(salt).putInt(head.length).putInt(head.epoch).putInt((int) (head.seq - head.synced));
            bytes.putLong(head.seq).put(head.type).putInt(head.payloadChecksum);
            bytes.putInt(0, checksum(bytes.array(), SIZE));
            return bytes.array();
        }

        /** Null if there is none at that place. */
        @Nullable
        FrameHead decode(byte[] from, int offset, int salt) {
            bytes.clear();
            bytes.put(from, offset, SIZE);
            int stored = bytes.getInt(0);
            bytes.putInt(0, salt);
            if (stored != checksum(bytes.array(), SIZE)) {
                return null;
            }
            long seq = bytes.getLong(SEQ);
            return new FrameHead(
                    bytes.getInt(4), bytes.getInt(8), seq - bytes.getInt(12), seq, bytes.get(24), bytes.getInt(25));
        }

        private int checksum(byte[] of, int length) {
            crc.reset();
            crc.update(of, 0, length);
            return (int) crc.getValue();
        }
    }
}
