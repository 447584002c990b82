package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What the last segment holds behind its last good frame: zeroes, a torn write that nobody was told of, or the rest of a
 * journal whose middle is damaged. Between the last two the frames found there decide: one that was written when an entry
 * before it was already on the disk tells that this entry was lost since.
 */
final class Leftover {
    private static final int PIECE = 32 << 10;
    private static final byte[] ZEROES = new byte[PIECE];

    private final DiskFile file;
    private final int salt;
    private final long expected;
    private final long end;
    private final byte[] piece = new byte[PIECE];
    private final FrameHead.Codec codec = new FrameHead.Codec();
    private boolean empty = true;
    private int epoch;
    private long proof;

    private Leftover(DiskFile file, int salt, FrameReader stopped) throws IOException {
        this.file = file;
        this.salt = salt;
        this.expected = stopped.expected();
        this.epoch = stopped.epoch();
        this.end = file.size();
    }

    /** Looks at all that follows where the reader stopped. */
    static Leftover after(FrameReader stopped, DiskFile file, SegmentHeader header) throws IOException {
        Leftover leftover = new Leftover(file, header.salt(), stopped);
        leftover.search(stopped.position());
        return leftover;
    }

    /** Whether only zeroes follow. */
    boolean empty() {
        return empty;
    }

    /** The newest of any frame up to the end of the file, torn ones or not. */
    int epoch() {
        return epoch;
    }

    /** The seq of a frame which proves that the missing entry was on the disk, or 0. */
    long proof() {
        return proof;
    }

    /** Pieces overlap, so that each head of a frame is whole in one of them. */
    private void search(long from) throws IOException {
        for (long start = from; start < end && proof == 0; start += PIECE - FrameHead.SIZE) {
            int length = DiskBytes.read(file, start, piece, (int) Math.min(PIECE, end - start));
            if (!Arrays.equals(piece, 0, length, ZEROES, 0, length)) {
                empty = false;
                search(ByteBuffer.wrap(piece, 0, length));
            }
        }
    }

    private void search(ByteBuffer bytes) {
        for (int at = 0; at <= bytes.limit() - FrameHead.SIZE && proof == 0; at++) {
            if (plausible(bytes.getLong(at + FrameHead.SEQ))) {
                FrameHead head = codec.decode(piece, at, salt);
                if (head != null) {
                    examine(head);
                }
            }
        }
    }

    /** Saves most places a checksum. */
    private boolean plausible(long seq) {
        return seq > expected && seq - expected <= end / FrameHead.SIZE;
    }

    private void examine(FrameHead head) {
        epoch = Math.max(epoch, head.epoch());
        proof = head.synced() >= expected ? head.seq() : 0;
    }
}
