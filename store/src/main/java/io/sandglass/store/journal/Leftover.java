package io.sandglass.store.journal;

import java.io.IOException;

/**
 * What the last segment holds behind a place where no frame fits: zeroes, a torn write that nobody was told of, or the rest
 * of a journal whose middle is damaged. Between the last two the frames found there decide: one that was written when an
 * entry before it was already on the disk tells that this entry was lost since.
 *
 * @param empty  whether only zeroes follow
 * @param epoch  the newest of any frame up to the end of the file, torn ones or not
 * @param proven entries up to this seq were on the disk once, as frames tell that follow, or the {@link EndMark}; or 0
 */
record Leftover(boolean empty, int epoch, long proven) {
    /** Looks at all that follows where the reader stopped. */
    static Leftover after(FrameReader stopped, DiskFile file, SegmentHeader header) throws IOException {
        HeadSearch heads = new HeadSearch(file, header.salt(), stopped.expected());
        int[] epoch = {stopped.epoch()};
        long[] proven = {0};
        heads.from(stopped.position(), (position, head) -> {
            epoch[0] = Math.max(epoch[0], head.epoch());
            proven[0] = Math.max(proven[0], head.synced());
            return true;
        });
        return new Leftover(heads.empty(), epoch[0], proven[0]);
    }

    /** With what is known otherwise to have been on the disk. */
    Leftover proving(long seq) {
        return new Leftover(empty, epoch, Math.max(proven, seq));
    }

    /** What is known of the end when the reader went on and stopped once more. */
    Leftover and(Leftover later) {
        return new Leftover(later.empty, Math.max(epoch, later.epoch), Math.max(proven, later.proven));
    }
}
