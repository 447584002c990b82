package io.sandglass.trigger;

import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides which slots of a backlog still run. */
final class CatchUpPlan {
    private CatchUpPlan() {}

    /**
     * What is done about one slot.
     *
     * @param missed why it is not run; empty if it is
     */
    record Decision(Instant slot, Optional<String> missed) {}

    /** A decision for each slot that is listed, oldest first. */
    static List<Decision> of(Definition trigger, Instant now, List<Instant> slots) {
        TriggerOptions options = trigger.options();
        int runs = mostRuns(options);
        Instant oldest = now.minus(trigger.catchUpWindow());
        List<Decision> decisions = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Instant slot = slots.get(i);
            boolean amongNewest = i >= slots.size() - runs;
            decisions.add(new Decision(slot, missed(options, amongNewest, slot.isBefore(oldest))));
        }
        return decisions;
    }

    private static int mostRuns(TriggerOptions options) {
        return switch (options.catchUp()) {
            case NONE -> 0;
            case LAST -> 1;
            case ALL -> options.catchUpMaxRuns();
        };
    }

    private static Optional<String> missed(TriggerOptions options, boolean amongNewest, boolean tooOld) {
        if (options.catchUp() == CatchUp.NONE) {
            return Optional.of("late by more than " + options.lateTolerance() + ", and catchup is none");
        }
        if (tooOld) {
            return Optional.of("older than the catchup window " + options.catchUpWindow());
        }
        if (amongNewest) {
            return Optional.empty();
        }
        return Optional.of(
                options.catchUp() == CatchUp.LAST
                        ? "catchup is last, and a later slot was missed too"
                        : "catchup runs at most " + options.catchUpMaxRuns() + " missed slots, the newest ones");
    }
}
