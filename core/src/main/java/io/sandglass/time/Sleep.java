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

    /** One look at the file is good for so long: a sleep in between is as good as one before. */
    private static final long GOOD_NANOS = 50_000_000;

    private final Path file;
    private volatile Sample last;

    /** @param nanos the monotonic clock, now */
    Sleep(long nanos) {
        this(UPTIME, nanos);
    }

    Sleep(Path file, long nanos) {
        this.file = file;
        this.last = new Sample(nanos, read(nanos));
    }

    private record Sample(long nanos, Optional<Duration> slept) {}

    /** In all, from an arbitrary origin, to about 10 ms; empty if the machine does not say. */
    Optional<Duration> inAll(long nanos) {
        Sample known = last;
        if (known.slept().isPresent() && nanos - known.nanos() > GOOD_NANOS) {
            known = new Sample(nanos, read(nanos));
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
            return Optional.empty(); // another system than Linux
        }
    }
}
