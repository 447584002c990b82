package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first bytes of a segment. They are on the disk before the file gets its name, so a named file without them is
 * damaged.
 *
 * @param epoch when it was begun, see {@link Stamp}
 * @param first the seq of its first entry
 * @param salt  chosen by chance and part of every checksum, so that nothing which somebody wrote elsewhere, or put into
 *     a payload, passes for a frame of this segment
 */
record SegmentHeader(int epoch, long first, int salt) {
    static final int SIZE = 32;

    private static final long MAGIC = 0x53474a4f55524e0aL; // "SGJOURN\n"
    private static final int VERSION = 1;
    private static final int CHECKED = SIZE - Integer.BYTES;

    byte[] bytes() {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE);
        bytes.putLong(MAGIC).putInt(VERSION).putInt(epoch).putLong(first).putInt(salt);
        bytes.putInt(checksum(bytes.array()));
        return bytes.array();
    }

    /**
     * Reads it.
     *
     * @throws JournalCorrupt if the file does not begin as the segment must
     * @throws JournalTooNew if it begins as one does that a newer program wrote
     */
    static SegmentHeader read(DiskFile file, Disk disk, Segment segment) throws IOException {
        byte[] bytes = new byte[SIZE];
        int read = DiskBytes.read(file, 0, bytes, SIZE);
        if (tooNew(ByteBuffer.wrap(bytes))) {
            throw new JournalTooNew(
                    disk.path(segment.name()), ByteBuffer.wrap(bytes).getInt(8), VERSION);
        }
        String finding = finding(bytes, read, segment);
        if (!finding.isEmpty()) {
            throw new JournalCorrupt(disk.path(segment.name()), 0, segment.first(), finding);
        }
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        return new SegmentHeader(fields.getInt(12), fields.getLong(16), fields.getInt(24));
    }

    /** Each format begins with these and has its checksum there, so that a damaged number is not taken for another format. */
    private static boolean tooNew(ByteBuffer fields) {
        return fields.getLong(0) == MAGIC
                && fields.getInt(8) > VERSION
                && fields.getInt(CHECKED) == checksum(fields.array());
    }

    private static String finding(byte[] bytes, int read, Segment segment) {
        ByteBuffer fields = ByteBuffer.wrap(bytes);
        if (read < SIZE) {
            return "the file has only " + read + " bytes";
        }
        if (fields.getLong(0) != MAGIC) {
            return "the file does not begin as a segment does";
        }
        if (fields.getInt(8) != VERSION) {
            return "the file has format " + fields.getInt(8) + ", and this program reads format " + VERSION;
        }
        if (fields.getInt(CHECKED) != checksum(bytes)) {
            return "the checksum of the file's first bytes is wrong";
        }
        return fields.getLong(16) == segment.first()
                ? ""
                : "the file was written as the one of entry " + fields.getLong(16);
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
