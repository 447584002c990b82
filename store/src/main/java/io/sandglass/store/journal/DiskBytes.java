package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads all that is asked for, where a file may give less at a time. */
final class DiskBytes {
    private DiskBytes() {}

    /** Returns how many bytes were read: fewer than {@code length} only at the end of the file. */
    static int read(DiskFile file, long position, byte[] to, int length) throws IOException {
        return read(file, position, to, 0, length);
    }

    /** Reads into the array behind {@code to}, from its position on, and leaves the position alone. */
    static int readInto(DiskFile file, long position, ByteBuffer to, int length) throws IOException {
        return read(file, position, to.array(), to.position(), length);
    }

    private static int read(DiskFile file, long position, byte[] to, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            int read = file.read(position + done, to, offset + done, length - done);
            if (read < 0) {
                return done;
            }
            done += read;
        }
        return done;
    }
}
