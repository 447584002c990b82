package io.sandglass.trigger;

import io.sandglass.trigger.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * Slots nobody has handled in time.
 *
 * @param unlisted the oldest one, if there are more than are listed; it stands for all before the list
 * @param slots the newest ones, oldest first
 */
record MissedSlots(Optional<Instant> unlisted, List<Instant> slots) {
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);
    private static final int FARTHER = 4;

    MissedSlots {
        slots = List.copyOf(slots);
    }

    /**
     * Slots after one instant and before another, at most {@code limit} of them. Looks back step by step, so that its
     * cost depends on the limit and not on how long nobody was there.
     */
    static MissedSlots of(Schedule schedule, Instant after, Instant before, int limit) {
        Duration look = FIRST_LOOK;
        while (true) {
            Instant from = before.minus(look);
            boolean everything = !from.isAfter(after);
            List<Instant> slots = newest(schedule, everything ? after : from, before, limit);
            if (everything || slots.size() == limit) {
                Optional<Instant> oldest = schedule.next(after).filter(slot -> slot.isBefore(before));
                return new MissedSlots(oldest.filter(slot -> !slot.equals(slots.get(0))), slots);
            }
            look = look.multipliedBy(FARTHER);
        }
    }

    private static List<Instant> newest(Schedule schedule, Instant after, Instant before, int limit) {
        ArrayDeque<Instant> newest = new ArrayDeque<>();
        Optional<Instant> slot = schedule.next(after);
        while (slot.isPresent() && slot.get().isBefore(before)) {
            if (newest.size() == limit) {
                newest.removeFirst();
            }
            newest.addLast(slot.get());
            slot = schedule.next(slot.get());
        }
        return List.copyOf(newest);
    }
}
