package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.time.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by which old things are deleted for good: that of the wall clock, unless it has jumped ahead. Then the time goes
 * on from before the jump for a day of running, in which somebody may notice and set the clock right. A machine that was
 * off for long looks the same, and waits for that day as well. What is believed stands in a file, since a wrong clock may
 * survive a restart. Used by one thread.
 */
final class SteadyTime {
    private static final Logger log = LoggerFactory.getLogger(SteadyTime.class);
    /** While the process runs, and the machine says how long it slept. */
    private static final Duration TOLERATED = Duration.ofHours(1);
    /** Where nobody can say how long the machine was off or asleep. */
    private static final Duration TOLERATED_UNSEEN = Duration.ofDays(1);

    private static final Duration BELIEVED_AFTER = Duration.ofDays(1);

    private final Clock clock;
    private final Path file;
    private TimeState state;
    private boolean starting = true;
    private Duration tolerated = TOLERATED_UNSEEN;
    private long nanos;
    private Optional<Duration> slept;
    private boolean unwritten;

    /** @param file where the last state is kept; need not exist */
    SteadyTime(Clock clock, Path file) {
        this.clock = requireNonNull(clock, "clock");
        this.file = requireNonNull(file, "file");
        this.state = last();
        this.nanos = clock.nanos();
        this.slept = clock.slept();
    }

    private TimeState last() {
        try {
            return TimeState.read(file).orElseGet(() -> TimeState.trusting(clock.now()));
        } catch (IOException e) {
            log.warn("no old runs are deleted until the service has run for a day: {}", e.toString());
            return TimeState.doubting(clock.now());
        }
    }

    /** Also writes down what it is based on. */
    Instant now() {
        Instant wall = clock.now();
        Duration awake = awake();
        Duration passed = awake.plus(asleep());
        Instant steady = state.believed().plus(passed);
        Instant expected = state.shown().plus(passed);
        Optional<Duration> doubted = doubted(wall, expected, awake);
        boolean believed = doubted.isEmpty()
                || doubted.get().compareTo(BELIEVED_AFTER) >= 0
                || wall.isBefore(steady.plus(TOLERATED));
        if (believed && state.doubted().isPresent()) {
            log.info("the clock is believed again: old runs are deleted by what it says, {}", wall);
        }
        state = believed ? TimeState.trusting(wall) : new TimeState(steady, wall, doubted);
        starting = false;
        tolerated = slept.isPresent() ? TOLERATED : TOLERATED_UNSEEN;
        write();
        return state.believed();
    }

    private Optional<Duration> doubted(Instant wall, Instant expected, Duration awake) {
        Optional<Duration> before = state.doubted().map(awake::plus);
        if (!wall.isAfter(expected.plus(tolerated))) {
            return before;
        }
        log.warn(
                "the clock says {}, about {} was expected; old runs are deleted by the latter for a day of running",
                wall,
                expected);
        return before.filter(time -> starting).or(() -> Optional.of(Duration.ZERO));
    }

    private Duration awake() {
        long before = nanos;
        nanos = clock.nanos();
        return Duration.ofNanos(nanos - before);
    }

    private Duration asleep() {
        Optional<Duration> before = slept;
        slept = clock.slept();
        return before.isPresent() && slept.isPresent() ? slept.get().minus(before.get()) : Duration.ZERO;
    }

    /** Where that fails the older file stays, so a restart takes longer to believe the clock. */
    private void write() {
        try {
            state.write(file);
            unwritten = false;
        } catch (IOException e) {
            if (!unwritten) {
                log.warn("the time by which runs are deleted could not be kept: {}", e.toString());
            }
            unwritten = true;
        }
    }
}
