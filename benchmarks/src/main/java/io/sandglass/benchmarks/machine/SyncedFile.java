package io.sandglass.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Writes records of 256 bytes to a file, each followed by {@code force(false)}. Used by one thread. */
final class SyncedFile implements AutoCloseable {
    static final int RECORD_BYTES = 256;
    private static final int PREALLOCATED_BYTES = 1 << 20;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(RECORD_BYTES);

    SyncedFile(Path file) {
        try {
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open " + file, e);
        }
    }

    /** Fills the file, so that records written over it change neither its size nor where its blocks are. */
    SyncedFile preallocated() throws IOException {
        channel.write(ByteBuffer.allocate(PREALLOCATED_BYTES), 0);
        channel.force(true);
        return this;
    }

    /** Nanoseconds that each of so many records took, ascending. */
    long[] append(int records) throws IOException {
        long begin = channel.size();
        long[] nanos = new long[records];
        for (int i = 0; i < records; i++) {
            nanos[i] = write(begin + (long) i * RECORD_BYTES);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    /** As {@link #append}, over what was there before. */
    long[] overwrite(int records) throws IOException {
        long[] nanos = new long[records];
        for (int i = 0; i < records; i++) {
            nanos[i] = write((long) i * RECORD_BYTES % PREALLOCATED_BYTES);
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private long write(long position) throws IOException {
        buffer.clear();
        long begun = System.nanoTime();
        channel.write(buffer, position);
        channel.force(false);
        return System.nanoTime() - begun;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
