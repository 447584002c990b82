package io.sandglass.store.journal;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One call of append on its way through the {@link GroupCommit}. */
final class WaitingAppend {
    private enum State {
        WAITING,
        ITS_TURN,
        DONE
    }

    private final Thread caller = Thread.currentThread();
    private final List<Frame> frames;
    private final long bytes;
    private long last;
    private @Nullable JournalUnavailable failure;
    private volatile State state = State.WAITING;

    WaitingAppend(List<Frame> frames) {
        this.frames = frames;
        this.bytes = Frame.size(frames);
    }

    List<Frame> frames() {
        return frames;
    }

    long bytes() {
        return bytes;
    }

    /** Called by the caller of the append. True if it has to write now, false if another one did it. */
    boolean awaitTurn() {
        boolean interrupted = false;
        while (state == State.WAITING) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            caller.interrupt();
        }
        return state == State.ITS_TURN;
    }

    void takeTurn() {
        become(State.ITS_TURN);
    }

    /** The seq of the last frame. */
    long result() {
        if (failure != null) {
            throw new JournalUnavailable(String.valueOf(failure.getMessage()), failure);
        }
        return last;
    }

    private void become(State next) {
        state = next;
        if (caller != Thread.currentThread()) {
            LockSupport.unpark(caller);
        }
    }

    /** How the write of a group ended: {@code last} counts only without a failure. */
    record Result(long last, @Nullable JournalUnavailable failure) {
        /** An error struck the thread that wrote, and is thrown there. Made early, as there may be no memory for it then. */
        static final Result BROKEN_OFF =
                failed(new JournalUnavailable("the write was broken off by an error in another thread", null));

        static Result writtenThrough(long last) {
            return new Result(last, null);
        }

        static Result failed(JournalUnavailable failure) {
            return new Result(0, failure);
        }

        void tell(List<WaitingAppend> group) {
            long first = last + 1;
            for (int i = group.size() - 1; i >= 0; i--) {
                WaitingAppend append = group.get(i);
                append.last = first - 1;
                append.failure = failure;
                first -= append.frames.size();
                append.become(State.DONE);
            }
        }
    }
}
