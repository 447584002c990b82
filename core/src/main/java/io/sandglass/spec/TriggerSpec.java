package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Template;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** What starts a workflow. */
public sealed interface TriggerSpec {
    /** The key it is written under; unique in its workflow. */
    String name();

    TriggerOptions options();

    /** The word for triggers of its kind. */
    String kind();

    /** What its fire times follow, as it is written or in ISO 8601; empty if it has none. */
    String expression();

    /**
     * Fires by the calendar of a zone.
     *
     * @param cron 5 or 6 fields, optionally a year, or a nickname such as {@code @daily}
     * @param gap what happens to a fixed time that a clock change leaves out
     * @param overlap what happens to a fixed time that a clock change has twice
     */
    record Cron(String name, String cron, ZoneId zone, DstGap gap, DstOverlap overlap, TriggerOptions options)
            implements TriggerSpec {
        public Cron {
            requireNonNull(cron, "cron");
            requireNonNull(zone, "zone");
        }

        @Override
        public String kind() {
            return "cron";
        }

        @Override
        public String expression() {
            return cron;
        }
    }

    /**
     * Fires again and again, counted from {@code options.startAt}, else from when it was first deployed.
     *
     * @param every positive, in whole milliseconds
     */
    record Interval(String name, Duration every, TriggerOptions options) implements TriggerSpec {
        public Interval {
            requireNonNull(every, "every");
        }

        @Override
        public String kind() {
            return "interval";
        }

        @Override
        public String expression() {
            return every.toString();
        }
    }

    /** Fires a single time. */
    record Once(String name, Instant at, TriggerOptions options) implements TriggerSpec {
        public Once {
            requireNonNull(at, "at");
        }

        @Override
        public String kind() {
            return "once";
        }

        @Override
        public String expression() {
            return at.toString();
        }
    }

    /** Never fires by itself; names the inputs of a start by hand. */
    record Manual(String name, TriggerOptions options) implements TriggerSpec {
        @Override
        public String kind() {
            return "manual";
        }

        @Override
        public String expression() {
            return "";
        }
    }

    /** A time that the clocks jump over. */
    enum DstGap {
        /** Fires at the first instant after the gap. */
        SHIFT,
        SKIP
    }

    /** A time that the clocks pass twice. */
    enum DstOverlap {
        FIRST,
        SECOND,
        BOTH
    }

    /** What happens to a slot whose predecessor is still running. */
    enum Overlap {
        /** The slot is recorded as skipped. */
        SKIP,
        ALLOW
    }

    /** Which missed slots are run late. */
    enum CatchUp {
        NONE,
        LAST,
        ALL
    }

    /**
     * What all triggers share.
     *
     * @param inputs evaluated at the firing with {@code trigger} in scope; an object
     * @param catchUp which missed slots still run
     * @param catchUpWindow older slots are never run
     * @param catchUpMaxRuns most missed slots that are run, the newest ones
     * @param lateTolerance a slot later than this counts as missed
     * @param jitter longest shift of a firing, by a stable hash of trigger and slot; zero for none
     * @param startAt no slot before it
     * @param endAt no slot after it
     */
    record TriggerOptions(
            Template inputs,
            boolean enabled,
            Overlap overlap,
            CatchUp catchUp,
            Duration catchUpWindow,
            int catchUpMaxRuns,
            Duration lateTolerance,
            Duration jitter,
            Optional<Instant> startAt,
            Optional<Instant> endAt) {
        public TriggerOptions {
            requireNonNull(inputs, "inputs");
            requireNonNull(startAt, "startAt");
            requireNonNull(endAt, "endAt");
        }
    }
}
