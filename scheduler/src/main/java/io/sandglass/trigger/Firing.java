package io.sandglass.trigger;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.Launcher;
import io.sandglass.expression.EvaluationFailed;
import io.sandglass.expression.Scope;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.SlotKey;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.store.Pause;
import io.sandglass.store.SlotState;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.UnrunSlot;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives one slot its record: a run, or the reason why there is none. Thread-safe. */
record Firing(Launcher launcher, TriggerStore store, Pauses pauses) {
    private static final Logger log = LoggerFactory.getLogger(Firing.class);
    private static final int MOST_PROBLEMS = 3;

    /**
     * Starts the run of a slot, unless it is paused, overlap forbids it or the workflow cannot run.
     *
     * @return what stands in the way for now; empty if the slot has its record
     * @throws StoreUnavailable if a record could not be made
     */
    Optional<String> fire(Definition trigger, Instant fireTime, Instant now) {
        Fault.at(FaultPoint.AFTER_TRIGGER_READ);
        if (pauses.changing(trigger.key())) {
            return Optional.of("a pause of it begins or ends, which is not recorded yet");
        }
        Optional<Pause> pause = pauses.over(trigger.key(), fireTime);
        if (pause.isPresent()) {
            skip(trigger, fireTime, pause.get());
            return Optional.empty();
        }
        if (trigger.options().overlap() == Overlap.SKIP && launcher.hasOpenRun(trigger.key())) {
            log.debug("trigger {} slot {} skipped: its run before is still open", trigger.key(), fireTime);
            record(trigger.slot(fireTime), SlotState.SKIPPED, "a run of this trigger was still open (overlap is skip)");
            return Optional.empty();
        }
        return launch(trigger, trigger.slot(fireTime), now);
    }

    private Optional<String> launch(Definition trigger, SlotKey slot, Instant now) {
        Cause cause = cause(trigger, slot, now);
        Payload inputs;
        try {
            inputs = inputs(trigger, cause, now);
        } catch (EvaluationFailed | IllegalArgumentException e) {
            return skip(slot, "its inputs could not be made: " + e.getMessage());
        }
        return settle(
                slot,
                launcher.launch(new LaunchRequest(
                        trigger.key().workflow(), OptionalInt.of(trigger.revision()), inputs, cause)));
    }

    private void skip(Definition trigger, Instant fireTime, Pause pause) {
        log.debug("trigger {} slot {} skipped: {}", trigger.key(), fireTime, pause);
        record(trigger.slot(fireTime), SlotState.SKIPPED, pause.toString());
    }

    /** Records that slots of a trigger will not be run; at most {@link TriggerStore#MOST_SLOTS}. */
    void record(List<UnrunSlot> slots) {
        Fault.at(FaultPoint.BEFORE_SLOT_RECORD);
        store.recordSlots(slots);
        Fault.at(FaultPoint.AFTER_SLOT_RECORD);
    }

    private void record(SlotKey slot, SlotState state, String reason) {
        record(List.of(new UnrunSlot(slot, state, reason)));
    }

    private Optional<String> settle(SlotKey slot, LaunchResult result) {
        if (result instanceof LaunchResult.Started started) {
            log.debug("trigger {} slot {} started run {}", slot.trigger(), slot.fireTime(), started.run());
            return Optional.empty();
        }
        if (result instanceof LaunchResult.DuplicateSlot) {
            log.debug("trigger {} slot {} already has its record", slot.trigger(), slot.fireTime());
            return Optional.empty();
        }
        if (result instanceof LaunchResult.UnknownWorkflow unknown) {
            return skip(slot, unknown.message());
        }
        if (result instanceof LaunchResult.Skipped skipped) {
            return skip(slot, skipped.reason());
        }
        if (result instanceof LaunchResult.Invalid invalid) {
            return skip(slot, "the workflow cannot run: " + words(invalid.problems()));
        }
        if (result instanceof LaunchResult.Rejected rejected) {
            return Optional.of(rejected.reason());
        }
        throw new AssertionError(result);
    }

    private Optional<String> skip(SlotKey slot, String reason) {
        log.warn("trigger {} slot {} skipped: {}", slot.trigger(), slot.fireTime(), reason);
        record(slot, SlotState.SKIPPED, reason);
        return Optional.empty();
    }

    private static Cause cause(Definition trigger, SlotKey slot, Instant now) {
        Map<String, String> data = Map.of(
                "type", trigger.kind(),
                "name", trigger.key().name(),
                "scheduledAt", slot.fireTime().toString(),
                "firedAt", now.toString());
        return new Cause(trigger.kind(), Optional.of(trigger.key().name()), Optional.of(slot), Payload.of(data));
    }

    private static Payload inputs(Definition trigger, Cause cause, Instant now) {
        long seed = cause.slot().map(StableHash::of).orElse(0L);
        Scope scope = new Scope(Payload.EMPTY, cause.data(), Payload.EMPTY, Map.of(), now.toEpochMilli(), seed);
        Payload inputs = trigger.options().inputs().evaluate(scope);
        inputs.object();
        return inputs;
    }

    private static String words(List<SpecProblem> problems) {
        String first = problems.stream()
                .limit(MOST_PROBLEMS)
                .map(SpecProblem::toString)
                .collect(Collectors.joining("; "));
        return problems.size() <= MOST_PROBLEMS
                ? first
                : first + "; and " + (problems.size() - MOST_PROBLEMS) + " more";
    }
}
