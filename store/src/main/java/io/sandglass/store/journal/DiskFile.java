package io.sandglass.store.journal;

import java.io.Closeable;
import java.io.IOException;

/** An open file. Interrupting a thread that uses it neither fails nor closes it. Positions and lengths are in bytes. */
interface DiskFile extends Closeable {
    long size() throws IOException;

    /** Reads up to {@code length} bytes; returns how many, or -1 at the end of the file. */
    int read(long position, byte[] to, int offset, int length) throws IOException;

    /** Writes all of it, or throws and leaves it open how much was written. */
    void write(long position, byte[] from, int length) throws IOException;

    /** Writes what is there once more, because a sync that has failed is not repeated for what it should have written. */
    default void writeAgain(long from, long to) throws IOException {
        byte[] piece = new byte[(int) Math.min(256 << 10, to - from)];
        for (long position = from; position < to; position += piece.length) {
            int length = DiskBytes.read(this, position, piece, (int) Math.min(piece.length, to - position));
            write(position, piece, length);
        }
    }

    /** Makes what was written so far survive the loss of power. */
    void force() throws IOException;

    void truncate(long size) throws IOException;
}
