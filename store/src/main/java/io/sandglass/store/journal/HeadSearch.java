package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Looks at every byte of a segment for heads of frames behind a place where none fits. What it finds was written as a head
 * into this segment, since the salt is in its checksum; whether its payload is whole it does not say. Not thread-safe.
 */
final class HeadSearch {
    private static final int PIECE = 32 << 10;
    private static final byte[] ZEROES = new byte[PIECE];

    private final DiskFile file;
    private final int salt;
    private final long expected;
    private final long end;
    private final byte[] piece = new byte[PIECE];
    private final FrameHead.Codec codec = new FrameHead.Codec();
    private boolean empty = true;

    /** @param expected only heads of later entries are looked for */
    HeadSearch(DiskFile file, int salt, long expected) throws IOException {
        this.file = file;
        this.salt = salt;
        this.expected = expected;
        this.end = file.size();
    }

    /** Takes heads. */
    @FunctionalInterface
    interface Visitor {
        /** @return whether to go on */
        boolean take(long position, FrameHead head) throws IOException;
    }

    /** Whether only zeroes were seen. */
    boolean empty() {
        return empty;
    }

    /** In their order. Pieces overlap, so that each head of a frame is whole in one of them, and in one only. */
    void from(long position, Visitor visitor) throws IOException {
        boolean on = true;
        for (long start = position; start < end && on; start += PIECE - FrameHead.SIZE + 1) {
            int length = DiskBytes.read(file, start, piece, (int) Math.min(PIECE, end - start));
            if (!Arrays.equals(piece, 0, length, ZEROES, 0, length)) {
                empty = false;
                on = search(start, ByteBuffer.wrap(piece, 0, length), visitor);
            }
        }
    }

    private boolean search(long start, ByteBuffer bytes, Visitor visitor) throws IOException {
        boolean on = true;
        for (int at = 0; at <= bytes.limit() - FrameHead.SIZE && on; at++) {
            if (plausible(bytes.getLong(at + FrameHead.SEQ))) {
                FrameHead head = codec.decode(piece, at, salt);
                on = head == null || visitor.take(start + at, head);
            }
        }
        return on;
    }

    /** Saves most places a checksum. */
    private boolean plausible(long seq) {
        return seq > expected && seq - expected <= end / FrameHead.SIZE;
    }
}
