package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Payload;
import io.sandglass.run.JsonSize;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunReopened;
import io.sandglass.run.RunRecord;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One run as its records describe it, which may come from two sides at once, out of order and more than once. Thread-safe.
 */
final class FollowedRun {
    /** Of a run's outputs, so many bytes as JSON are kept for a question that may never come. */
    private static final long MOST_OUTPUTS = 4 * 1024;

    private final RunTracker tracker;
    private final TreeMap<Long, RunRecord> ahead = new TreeMap<>();
    private long next = 1;
    private long missed;
    private Optional<RunEnded> end = Optional.empty();
    private boolean lacksOutputs;
    private boolean queued;

    FollowedRun(RunTracker tracker) {
        this.tracker = requireNonNull(tracker, "tracker");
    }

    synchronized void accept(RunRecord record) {
        if (record.seq() < next) {
            return;
        }
        if (next == 1 && record.seq() > 1) { // all of it is read before it can tell anything, and nobody may ever ask
            missed = Math.max(missed, record.seq());
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
        return next == 1 || next <= missed || !ahead.isEmpty();
    }

    /** Whether it has ended, and its outputs are too large to be kept here. */
    synchronized boolean lacksOutputs() {
        return lacksOutputs;
    }

    synchronized boolean hasEnded() {
        return end.isPresent();
    }

    int nodes() {
        return tracker.size();
    }

    /** @param since up to how many of its records it is known already; less than 0 if it is not */
    synchronized RunProgress progress(long since) {
        return new RunProgress(
                tracker.lines(since),
                tracker.records(),
                queued,
                end,
                end.map(tracker::millis).orElse(-1L));
    }

    private void apply(RunRecord record) {
        tracker.onRecord(record);
        if (record.event() instanceof RunQueued || record.event() instanceof RunAdmitted) {
            queued = record.event() instanceof RunQueued;
        }
        if (record.event() instanceof RunEnded last) {
            end(last);
        } else if (record.event() instanceof RunReopened) {
            end = Optional.empty();
            lacksOutputs = false;
        }
    }

    private void end(RunEnded last) {
        lacksOutputs = JsonSize.exceeds(last.outputs(), MOST_OUTPUTS);
        end = Optional.of(
                lacksOutputs ? new RunEnded(last.status(), Payload.EMPTY, last.error(), last.took(), last.at()) : last);
    }
}
