package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Writes frames one after the other through one buffer that is used again and again: in one piece, unless they are larger
 * than it. Not thread-safe.
 */
final class FrameWriter {
    private static final int BUFFER = 256 << 10;

    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final FrameHead.Codec codec = new FrameHead.Codec();

    /** Writes them from {@code position} on; the first of them has seq {@code first}. */
    void write(DiskFile file, long position, List<Frame> frames, long first, Stamp stamp) throws IOException {
        buffer.clear();
        long start = position;
        long seq = first;
        for (Frame frame : frames) {
            byte[] payload = frame.payload();
            FrameHead head = new FrameHead(
                    payload.length, stamp.epoch(), stamp.synced(), seq++, frame.type(), codec.checksum(payload));
            start = put(file, start, codec.encode(head, stamp.salt()));
            start = put(file, start, payload);
        }
        flush(file, start);
    }

    /** Returns where in the file the buffer begins now. */
    private long put(DiskFile file, long start, byte[] bytes) throws IOException {
        long position = start;
        for (int done = 0; done < bytes.length; ) {
            position = buffer.hasRemaining() ? position : flush(file, position);
            int piece = Math.min(bytes.length - done, buffer.remaining());
            buffer.put(bytes, done, piece);
            done += piece;
        }
        return position;
    }

    private long flush(DiskFile file, long start) throws IOException {
        int length = buffer.position();
        file.write(start, buffer.array(), length);
        buffer.clear();
        return start + length;
    }
}
