package io.sandglass.store.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the appends of many threads share one write and one sync, without a thread of its own: whoever finds nobody writing
 * writes, for itself and for all that wait by then; whoever comes meanwhile waits. When the write is done, the first of the
 * new ones is told to go on before those who are done are told so. A caller that is alone meets no other thread.
 *
 * <p>Thread-safe. Interrupts are kept until the append is over.
 */
final class GroupCommit {
    /** Of one write, unless a single append is larger; in bytes. */
    private static final long LARGEST = 4L << 20;

    /** Called by one thread at a time. */
    @FunctionalInterface
    interface Writer {
        /** Writes all of them and returns the seq of the last, or throws and has written none. */
        long write(List<Frame> frames);
    }

    private final Writer writer;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<WaitingAppend> waiting = new ArrayDeque<>();
    private boolean writing;

    GroupCommit(Writer writer) {
        this.writer = writer;
    }

    /** Returns the seq of the last of them, or throws what the writer threw, for all it would have written at once. */
    long append(List<Frame> frames) {
        WaitingAppend mine = new WaitingAppend(frames);
        if (enter(mine) || mine.awaitTurn()) {
            lead(mine);
        }
        return mine.result();
    }

    private boolean enter(WaitingAppend append) {
        lock.lock();
        try {
            waiting.add(append);
            boolean alone = !writing;
            writing = true;
            return alone;
        } finally {
            lock.unlock();
        }
    }

    /** Whatever strikes it, the next one is told to go on: else nobody ever would. */
    private void lead(WaitingAppend mine) {
        List<WaitingAppend> group = new ArrayList<>(1);
        WaitingAppend.Result result = WaitingAppend.Result.BROKEN_OFF;
        try {
            take(group);
            result = write(group);
        } finally {
            passOn(mine);
            result.tell(group);
        }
    }

    /** The one who leads is the first that waits. */
    private void take(List<WaitingAppend> group) {
        lock.lock();
        try {
            long bytes = 0;
            WaitingAppend next = waiting.peek();
            while (next != null && (group.isEmpty() || bytes + next.bytes() <= LARGEST)) {
                group.add(next);
                waiting.remove();
                bytes += next.bytes();
                next = waiting.peek();
            }
        } finally {
            lock.unlock();
        }
    }

    private WaitingAppend.Result write(List<WaitingAppend> group) {
        try {
            return WaitingAppend.Result.writtenThrough(writer.write(frames(group)));
        } catch (JournalUnavailable e) {
            return WaitingAppend.Result.failed(e);
        }
    }

    private static List<Frame> frames(List<WaitingAppend> group) {
        if (group.size() == 1) {
            return group.get(0).frames();
        }
        List<Frame> all = new ArrayList<>();
        for (WaitingAppend append : group) {
            all.addAll(append.frames());
        }
        return all;
    }

    private void passOn(WaitingAppend mine) {
        lock.lock();
        try {
            if (waiting.peek() == mine) { // nothing of it was written
                waiting.remove();
            }
            WaitingAppend next = waiting.peek();
            writing = next != null;
            if (next != null) {
                next.takeTurn();
            }
        } finally {
            lock.unlock();
        }
    }
}
