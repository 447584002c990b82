package io.sandglass.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long the machine has slept: on Linux the time since it was started goes on meanwhile, and the monotonic clock does
 * not. Thread-safe.
 */
final class Sleep {
    private static final Path UPTIME = Path.of("/proc/uptime");
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    /** One look at the file is good for so long, by both clocks: the monotonic one does not see a sleep in between. */
    private static final Duration GOOD = Duration.ofMillis(50);

    private final Path file;
    private volatile Sample last;

    /**
     * @param nanos the monotonic clock, now
     * @param wallMillis the wall clock, now
     */
    Sleep(long nanos, long wallMillis) {
        this(UPTIME, nanos, wallMillis);
    }

    Sleep(Path file, long nanos, long wallMillis) {
        this.file = file;
        this.last = new Sample(nanos, wallMillis, read(nanos));
    }

    private record Sample(long nanos, long wallMillis, Optional<Duration> slept) {
        boolean isGood(long nanosNow, long wallMillisNow) {
            return nanosNow - nanos <= GOOD.toNanos() && Math.abs(wallMillisNow - wallMillis) <= GOOD.toMillis();
        }
    }

    /**
     * In all, from an arbitrary origin, to about 10 ms; empty if the machine does not say. Where it could say before, and
     * cannot now, for example for want of file handles, what it said last.
     */
    Optional<Duration> inAll(long nanos, long wallMillis) {
        Sample known = last;
        if (!known.isGood(nanos, wallMillis)) {
            Optional<Duration> before = known.slept();
            known = new Sample(nanos, wallMillis, read(nanos).or(() -> before));
            last = known;
        }
        return known.slept();
    }

    private Optional<Duration> read(long nanos) {
        try {
            String seconds = Files.readString(file).split(" ", 2)[0];
            long up = Math.round(Double.parseDouble(seconds) * NANOS_PER_SECOND);
            return Optional.of(Duration.ofNanos(up - nanos));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // another system than Linux, or no handle for it now
        }
    }
}
