package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.run.RunStatus;
import io.sandglass.spec.Durations;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.retention.Prune;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Somebody asks for old runs to be deleted.
 *
 * @param olderThan how long ago they ended, at least
 * @param status how; empty for however they ended
 * @param sure whether to do it; else they are only counted
 */
public record Pruning(Duration olderThan, Optional<RunStatus> status, boolean sure) {
    public Pruning {
        requireNonNull(olderThan, "olderThan");
        requireNonNull(status, "status");
        if (olderThan.isNegative()) {
            throw new IllegalArgumentException("an age is not negative, but this is " + olderThan);
        }
    }

    /**
     * Reads words.
     *
     * @param status empty for none
     * @throws IllegalArgumentException if they make no sense; the message says why
     */
    public static Pruning of(String olderThan, String status, boolean sure) {
        Duration age = Durations.parse(olderThan);
        return new Pruning(age, status.isEmpty() ? Optional.empty() : Optional.of(ended(status)), sure);
    }

    /** For a service that is asked to do it. */
    public Map<String, Object> words() {
        return Map.of(
                "olderThan",
                olderThan.toString(),
                "status",
                status.map(RunStatus::name).orElse(""),
                "sure",
                sure);
    }

    /** @return how many runs were deleted, or would be */
    public long run(H2Store store, Instant now) {
        Set<RunStatus> statuses = status.map(Set::of).orElse(Set.copyOf(ended()));
        Prune prune = new Prune(Optional.empty(), statuses, before(now), Prune.What.RUNS);
        return sure ? store.prune(prune, () -> true) : store.prunable(prune);
    }

    private Instant before(Instant now) {
        try {
            return now.minus(olderThan);
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException("no run is as old as " + olderThan, e);
        }
    }

    private static RunStatus ended(String word) {
        return ended().stream()
                .filter(status -> status.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("runs end as one of " + ended() + ", not as '" + word + "'"));
    }

    private static List<RunStatus> ended() {
        return Arrays.stream(RunStatus.values()).filter(RunStatus::ended).collect(Collectors.toList());
    }
}
