package io.sandglass.simulation;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** Seeded chance, in the shapes that a world needs. */
public final class Chance {
    private final SplittableRandom random;

    public Chance(long seed) {
        random = new SplittableRandom(seed);
    }

    /** True with this probability, 0 to 1. */
    public boolean happens(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }

    /** Both bounds included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Both bounds included; small ones are as likely as large ones: evenly spread over the orders of magnitude. */
    public Duration between(Duration least, Duration most) {
        double low = Math.log(Math.max(1, least.toMillis()));
        double high = Math.log(Math.max(1, most.toMillis()));
        return Duration.ofMillis(Math.round(Math.exp(low + random.nextDouble() * (high - low))));
    }

    /** The time to the next of events that come independently, this often on average. */
    public Duration exponential(Duration mean) {
        double factor = -Math.log(1 - random.nextDouble());
        return Duration.ofNanos(Math.max(1, (long) (mean.toNanos() * factor)));
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    public long next() {
        return random.nextLong();
    }
}
