package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a segment in order, up to the first place where none is that fits, and behind that if asked to. Holds
 * one buffer and one entry at a time. Not thread-safe; does not close the file.
 */
final class FrameReader {
    private static final int WINDOW = 64 << 10;

    private final DiskFile file;
    private final long size;
    private final int salt;
    private final FrameHead.Codec codec = new FrameHead.Codec();
    private final ByteBuffer window = ByteBuffer.allocate(WINDOW).limit(0);
    private long position;
    private long expected;
    private int epoch;
    private long synced = -1;
    private long unproven;

    FrameReader(DiskFile file, SegmentHeader header) throws IOException {
        this(file, header.salt(), Place.beginning(new Segment(header.first()), header));
    }

    /** @param from where to go on */
    FrameReader(DiskFile file, int salt, Place from) throws IOException {
        this.file = file;
        this.size = file.size();
        this.salt = salt;
        this.position = from.position();
        this.unproven = position;
        this.expected = from.seq() + 1;
        this.epoch = from.epoch();
    }

    /** Null at the end, or where what follows is no frame of this place; then only {@link #skip} helps. */
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

    /**
     * Goes on behind entries that are known to have been there and cannot be read: at the next whole frame that may follow
     * them, or at the end of the file.
     *
     * @param through entries up to this seq were there
     * @param path of the file
     */
    DamagedEntries skip(long through, Path path) throws IOException {
        long from = position;
        long missing = expected;
        long[] next = {size, through + 1};
        new HeadSearch(file, salt, missing).from(behind(from), (at, head) -> {
            boolean fits = continues(at, head, from, through) && whole(at, head);
            if (fits) {
                next[0] = at;
                next[1] = head.seq();
            }
            return !fits;
        });
        position = next[0];
        expected = next[1];
        window.position(0).limit(0);
        return new DamagedEntries(path, from, position, missing, expected - 1);
    }

    /** Where the frame behind the damaged one begins, if its head tells; else the first byte where it may. */
    private long behind(long damaged) throws IOException {
        FrameHead head = head(damaged);
        return head != null && follows(head) ? damaged + FrameHead.SIZE + head.length() : damaged + 1;
    }

    /** Each entry that is missing before it must have had room. */
    private boolean continues(long at, FrameHead head, long from, long through) {
        return head.seq() <= through + 1
                && head.epoch() >= epoch
                && (head.seq() - expected) * FrameHead.SIZE <= at - from
                && head.length() >= 0
                && head.length() <= size - at - FrameHead.SIZE;
    }

    private boolean whole(long at, FrameHead head) throws IOException {
        byte[] payload = new byte[head.length()];
        return DiskBytes.read(file, at + FrameHead.SIZE, payload, payload.length) == payload.length
                && codec.checksum(payload) == head.payloadChecksum();
    }

    private @Nullable FrameHead head(long at) throws IOException {
        byte[] bytes = new byte[FrameHead.SIZE];
        return DiskBytes.read(file, at, bytes, FrameHead.SIZE) == FrameHead.SIZE ? codec.decode(bytes, 0, salt) : null;
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
