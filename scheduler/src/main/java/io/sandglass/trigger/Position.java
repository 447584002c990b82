package io.sandglass.trigger;

import io.sandglass.trigger.time.Schedule;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a trigger has come. Moves forward only: whatever the clock does, no slot is handled twice.
 *
 * @param handled every slot up to here has its record
 * @param next the first slot that has none yet; may be past
 * @param taken whether that slot was on time when it was first tried, and is only waiting for the engine
 */
record Position(Instant handled, Optional<Instant> next, boolean taken) {
    static Position after(Instant handled, Schedule schedule) {
        return new Position(handled, schedule.next(handled), false);
    }

    Position take() {
        return new Position(handled, next, true);
    }
}
