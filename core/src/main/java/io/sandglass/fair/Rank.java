package io.sandglass.fair;

import java.time.Duration;

/**
 * How urgent something is.
 *
 * <p>Priorities go from 0 to 9, 9 first; within a priority who came first goes first. Waiting counts: who has waited for
 * {@code w} has the urgency {@code priority + w / AGEING}, and the highest urgency goes first. So who waits is overtaken
 * by later ones of a priority that is {@code n} higher for {@code n} times {@code AGEING} at most, and never for ever.
 */
public final class Rank {
    public static final int LOWEST = 0;
    public static final int HIGHEST = 9;

    /** Of a workflow that names none. */
    public static final int DEFAULT = 5;

    /** After this long waiting counts as much as one more priority. */
    public static final Duration AGEING = Duration.ofSeconds(30);

    private Rank() {}

    /** Smaller goes first; the order of two of these never changes while they wait. */
    static long key(int priority, long sinceNanos) {
        return sinceNanos - priority * AGEING.toNanos();
    }

    static int checked(int priority) {
        if (priority < LOWEST || priority > HIGHEST) {
            throw new IllegalArgumentException(
                    "a priority is from " + LOWEST + " to " + HIGHEST + ", but this is " + priority);
        }
        return priority;
    }
}
