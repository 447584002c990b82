package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a segment in order, up to the first place where none is that fits. Holds one buffer and one entry
 * at a time. Not thread-safe; does not close the file.
 */
final class FrameReader {
    private static final int WINDOW = 64 << 10;

    private final DiskFile file;
    private final long size;
    private final int salt;
    private final FrameHead.Codec codec = new FrameHead.Codec();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long position = SegmentHeader.SIZE;
    private long expected;
    private int epoch;
    private long synced = -1;
    private long unproven = SegmentHeader.SIZE;

    FrameReader(DiskFile file, SegmentHeader header) throws IOException {
        this.file = file;
        this.size = file.size();
        this.salt = header.salt();
        this.expected = header.first();
        this.epoch = header.epoch();
    }

    /** Null at the end, or where what follows is no frame of this place; then there is no use in asking again. */
    @Nullable
    Entry next() throws IOException {
        if (!fill(FrameHead.SIZE)) {
            return null;
        }
        FrameHead head = codec.decode(window.array(), window.position(), salt);
        if (head == null || !follows(head)) {
            return null;
        }
        byte[] payload = payload(head.length());
        if (payload == null || codec.checksum(payload) != head.payloadChecksum()) {
            return null;
        }
        if (head.synced() > synced) {
            synced = head.synced();
            unproven = position;
        }
        epoch = head.epoch();
        position += FrameHead.SIZE + head.length();
        expected++;
        return new Entry(head.seq(), head.type(), payload);
    }

    /** Where the next frame begins or should begin. */
    long position() {
        return position;
    }

    /** Where the first frame begins of which no later one says that it was synced. */
    long unproven() {
        return unproven;
    }

    /** The seq of the next frame. */
    long expected() {
        return expected;
    }

    /** Of the frame before. */
    int epoch() {
        return epoch;
    }

    private boolean follows(FrameHead head) {
        return head.seq() == expected
                && head.epoch() >= epoch
                && head.length() >= 0
                && head.length() <= size - position - FrameHead.SIZE;
    }

    private byte @Nullable [] payload(int length) throws IOException {
        byte[] payload = new byte[length];
        if (length > WINDOW - FrameHead.SIZE) {
            window.limit(window.position());
            return DiskBytes.read(file, position + FrameHead.SIZE, payload, length) == length ? payload : null;
        }
        if (!fill(FrameHead.SIZE + length)) {
            return null;
        }
        window.position(window.position() + FrameHead.SIZE);
        window.get(payload);
        return payload;
    }

    /** Makes that many bytes from {@link #position} on available in the window, unless the file ends before. */
    private boolean fill(int wanted) throws IOException {
        if (window.remaining() >= wanted) {
            return true;
        }
        window.compact();
        int missing = (int) Math.min(window.remaining(), size - position - window.position());
        int read = DiskBytes.readInto(file, position + window.position(), window, missing);
        window.limit(window.position() + read).position(0);
        return window.remaining() >= wanted;
    }
}
