package io.sandglass.store.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What a journal was given and what it acknowledged, written down by its user; and whether a journal that was opened again
 * agrees. Every entry ever made is different from all others.
 */
final class Ledger {
    private static final int LARGEST = 6000;

    private final Random random;
    private final List<byte[]> acknowledged = new ArrayList<>();
    private final List<List<Frame>> doubtful = new ArrayList<>();
    private long forgotten;
    private long made;

    Ledger(Random random) {
        this.random = random;
    }

    /** One append of one to five entries. True if it was acknowledged. */
    boolean append(Journal journal) {
        List<Frame> frames = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            frames.add(frame());
        }
        try {
            long seq = journal.append(frames);
            frames.forEach(frame -> acknowledged.add(frame.payload()));
            assertThat(seq).isEqualTo(acknowledged.size());
            doubtful.clear();
            return true;
        } catch (JournalUnavailable e) {
            doubtful.add(frames);
            return false;
        }
    }

    /** Forgets half of what is there. */
    void forget(Journal journal) {
        long through = (journal.firstSeq() + journal.lastSeq()) / 2;
        forgotten = Math.max(forgotten, through);
        try {
            journal.forgetThrough(through);
        } catch (JournalUnavailable e) {
            // whatever was not deleted is still there, whole
        }
    }

    /** Everything acknowledged and not forgotten is there, in order; what came through unacknowledged counts from now on. */
    void check(Journal journal, String context) {
        assertThat(journal.firstSeq()).as(context).isLessThanOrEqualTo(forgotten + 1);
        assertThat(journal.lastSeq()).as(context).isGreaterThanOrEqualTo(acknowledged.size());
        List<byte[]> extra = new ArrayList<>();
        long[] expected = {journal.firstSeq()};
        journal.replay(expected[0] - 1, entry -> {
            assertThat(entry.seq()).as(context).isEqualTo(expected[0]++);
            if (entry.seq() > acknowledged.size()) {
                extra.add(entry.payload());
            } else {
                byte[] written = acknowledged.get((int) entry.seq() - 1);
                assertThat(Arrays.equals(entry.payload(), written)).as(context).isTrue();
            }
        });
        assertThat(expected[0]).as(context).isEqualTo(journal.lastSeq() + 1);
        assertThat(extra.isEmpty() || doubtful.stream().anyMatch(frames -> startsWith(frames, extra)))
                .as(context + ": what was found behind the acknowledged entries was never written so")
                .isTrue();
        acknowledged.addAll(extra);
        doubtful.clear();
    }

    /** Of a journal that does not promise to survive what happened: what is there is a beginning of what was written. */
    void checkBeginning(Journal journal, String context) {
        while (acknowledged.size() > journal.lastSeq()) {
            acknowledged.remove(acknowledged.size() - 1);
            doubtful.clear();
        }
        check(journal, context);
    }

    int size() {
        return acknowledged.size();
    }

    private Frame frame() {
        byte[] payload =
                new byte[Long.BYTES + (random.nextInt(4) == 0 ? random.nextInt(LARGEST) : random.nextInt(200))];
        random.nextBytes(payload);
        ByteBuffer.wrap(payload).putLong(made++);
        return new Frame((byte) 1, payload);
    }

    private static boolean startsWith(List<Frame> frames, List<byte[]> extra) {
        if (extra.size() > frames.size()) {
            return false;
        }
        for (int i = 0; i < extra.size(); i++) {
            if (!Arrays.equals(frames.get(i).payload(), extra.get(i))) {
                return false;
            }
        }
        return true;
    }
}
