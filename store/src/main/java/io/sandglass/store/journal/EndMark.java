package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file beside the segments that says up to which entry the journal went when it was last closed. All of them were on the
 * disk by then, so whichever is not there any more was lost since. Without it, a last segment that is cut between two
 * frames looks whole. What it says stays true however much is appended later, so that appends need not care for it.
 */
final class EndMark {
    private static final Logger log = LoggerFactory.getLogger(EndMark.class);

    static final String NAME = "end.mark";

    private static final String DRAFT = "end.draft";
    private static final long MAGIC = 0x53474a454e44310aL; // "SGJEND1\n"
    private static final int SIZE = Long.BYTES + Long.BYTES + Integer.BYTES;
    private static final int CHECKED = SIZE - Integer.BYTES;

    private EndMark() {}

    /** Returns the entry; 0 if there is no mark, as in a journal that was never closed, or a damaged one. */
    static long read(Disk disk) throws IOException {
        try (DiskFile file = disk.open(NAME)) {
            byte[] bytes = new byte[SIZE];
            boolean whole = DiskBytes.read(file, 0, bytes, SIZE) == SIZE;
            ByteBuffer fields = ByteBuffer.wrap(bytes);
            return whole && fields.getLong(0) == MAGIC && fields.getInt(CHECKED) == checksum(bytes)
                    ? fields.getLong(Long.BYTES)
                    : 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /**
     * Leaves one; if that does not work, the one before, which holds as well.
     *
     * @param last an entry which is on the disk, as all before it are
     */
    static void leave(Disk disk, long last) {
        try {
            write(disk, last);
        } catch (IOException e) {
            log.debug("the end of the journal is not marked: {}", e.toString());
        }
    }

    private static void write(Disk disk, long last) throws IOException {
        ByteBuffer fields = ByteBuffer.allocate(SIZE).putLong(MAGIC).putLong(last);
        fields.putInt(checksum(fields.array()));
        try (DiskFile file = disk.create(DRAFT)) {
            file.write(0, fields.array(), SIZE);
            file.force();
        }
        disk.rename(DRAFT, NAME);
        disk.sync();
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKED);
        return (int) crc.getValue();
    }
}
