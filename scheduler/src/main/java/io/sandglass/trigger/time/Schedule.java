package io.sandglass.trigger.time;

import java.time.Instant;
import java.util.Optional;

/**
 * When a trigger fires: a rising sequence of instants in whole milliseconds that depends on nothing but its definition.
 * Immutable; two are equal if their definitions are.
 */
public sealed interface Schedule permits CronSchedule, IntervalSchedule, OnceSchedule, NoSchedule {
    /** The first fire time strictly after an instant; empty if there is none. */
    Optional<Instant> next(Instant after);

    /** In English, for people. */
    String describe();
}
