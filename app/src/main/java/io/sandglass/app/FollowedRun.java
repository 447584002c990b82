package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunRecord;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run as told by its records, which may come from two sides at once, out of order and more than once. Thread-safe.
 */
final class FollowedRun {
    private final RunTracker tracker;
    private final TreeMap<Long, RunRecord> ahead = new TreeMap<>();
    private long next = 1;
    private Optional<RunEnded> end = Optional.empty();
    private boolean queued;

    FollowedRun(RunTracker tracker) {
        this.tracker = requireNonNull(tracker, "tracker");
    }

    synchronized void accept(RunRecord record) {
        if (record.seq() < next) {
            return;
        }
        ahead.put(record.seq(), record);
        for (RunRecord due = ahead.remove(next); due != null; due = ahead.remove(next)) {
            apply(due);
            next++;
        }
    }

    /** Whether records are missing that the store has. */
    synchronized boolean behind() {
        return next == 1 || !ahead.isEmpty();
    }

    synchronized RunProgress progress() {
        return new RunProgress(
                tracker.lines(),
                queued,
                end,
                end.map(last -> tracker.millisUntil(last.at())).orElse(-1L));
    }

    private void apply(RunRecord record) {
        tracker.onRecord(record);
        if (record.event() instanceof RunQueued || record.event() instanceof RunAdmitted) {
            queued = record.event() instanceof RunQueued;
        }
        if (record.event() instanceof RunEnded last) {
            end = Optional.of(last);
        } else if (record.event() instanceof RunReopened) {
            end = Optional.empty();
        }
    }
}
