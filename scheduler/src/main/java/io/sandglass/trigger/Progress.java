package io.sandglass.trigger;

import io.sandglass.store.Pause;
import io.sandglass.store.SlotState;
import io.sandglass.store.TriggerStore;
import io.sandglass.store.UnrunSlot;
import io.sandglass.trigger.CatchUpPlan.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the slots of one trigger one after another, oldest first, and gives each its record.
 *
 * <p>Slots late by more than the tolerance are missed, and catch-up decides; the others run. Belongs to one
 * {@link ArmedTrigger} and changes only under its lock; {@link #position()} may be read by anyone.
 */
final class Progress {
    /** Slots missed before these newest ones share one record. */
    static final int MOST_RECORDED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Progress.class);

    private final Definition definition;
    private final Wiring wiring;
    private volatile Position position;
    private String obstacle = "";

    Progress(Definition definition, Position position, Wiring wiring) {
        this.definition = definition;
        this.position = position;
        this.wiring = wiring;
    }

    Position position() {
        return position;
    }

    /** When the next slot is to be handled, its jitter included; empty if there is none. */
    Optional<Instant> nextDue() {
        return position.next().map(this::dueAt);
    }

    /**
     * Handles what is due.
     *
     * @return what stands in the way of the next slot; empty if all that were due have their records
     * @throws io.sandglass.store.StoreUnavailable if a record could not be made
     */
    Optional<String> handleUntil(Instant until) {
        Optional<String> reason = catchUp(until);
        while (reason.isEmpty()
                && isOpen()
                && nextDue().filter(due -> !due.isAfter(until)).isPresent()) {
            reason = handleNext().or(() -> catchUp(until));
        }
        return reason;
    }

    /**
     * Handles every slot up to an instant, without regard to jitter, because the definition ends: what cannot be started
     * is missed.
     *
     * @throws io.sandglass.store.StoreUnavailable if a record could not be made
     */
    void settle(Instant until) {
        Optional<String> reason = catchUp(until);
        while (isOpen() && position.next().filter(slot -> !slot.isAfter(until)).isPresent()) {
            if (reason.isEmpty()) {
                reason = handleNext().or(() -> catchUp(until));
            } else {
                miss(
                        position.next().orElseThrow(),
                        "the trigger was changed before it could be started: " + reason.get());
            }
        }
    }

    private Optional<String> handleNext() {
        position = position.take();
        Instant slot = position.next().orElseThrow();
        Instant now = wiring.clock().now();
        if (isTooOld(slot, now) && pause(slot).isEmpty()) {
            miss(slot, "it could not be started in time: " + obstacle);
            return Optional.empty();
        }
        return fire(slot, now);
    }

    /** Handles the slots that are late, except one that was on time and is waiting for the engine. */
    private Optional<String> catchUp(Instant now) {
        Instant cutoff = now.minus(definition.lateTolerance()).minus(definition.jitter());
        if (position.taken()
                || position.next().filter(slot -> slot.isBefore(cutoff)).isEmpty()) {
            return Optional.empty();
        }
        MissedSlots missed = MissedSlots.of(definition.schedule(), position.handled(), cutoff, MOST_RECORDED);
        missed.unlisted()
                .ifPresent(oldest -> missTogether(oldest, missed.slots().get(0)));
        return handle(missed.slots(), decisions(missed.slots(), now), now);
    }

    private Map<Instant, Decision> decisions(List<Instant> slots, Instant now) {
        List<Instant> unpaused =
                slots.stream().filter(slot -> pause(slot).isEmpty()).toList();
        return CatchUpPlan.of(definition, now, unpaused).stream()
                .collect(Collectors.toMap(Decision::slot, Function.identity()));
    }

    /** Gives late slots their records, and those that are not run many at once. */
    private Optional<String> handle(List<Instant> slots, Map<Instant, Decision> decisions, Instant now) {
        List<UnrunSlot> unrun = new ArrayList<>();
        for (Instant slot : slots) {
            Optional<UnrunSlot> left = unrun(slot, decisions.get(slot));
            left.ifPresent(unrun::add);
            if (left.isEmpty() || unrun.size() == TriggerStore.MOST_SLOTS) {
                record(unrun);
            }
            Optional<String> reason = left.isEmpty() && isOpen() ? fireLate(slot, now) : Optional.empty();
            if (reason.isPresent() || !isOpen()) {
                return reason;
            }
        }
        record(unrun);
        return Optional.empty();
    }

    /**
     * The record of a slot that is not to be run; empty if it is.
     *
     * @param decision of catch-up; null for a slot that falls into a pause, with which catch-up has nothing to do
     */
    private Optional<UnrunSlot> unrun(Instant slot, @Nullable Decision decision) {
        return decision == null
                ? pause(slot).map(pause -> unrun(slot, SlotState.SKIPPED, pause.toString()))
                : decision.missed().map(reason -> unrun(slot, SlotState.MISSED, reason));
    }

    private UnrunSlot unrun(Instant slot, SlotState state, String reason) {
        return new UnrunSlot(definition.slot(slot), state, reason);
    }

    private Optional<String> fireLate(Instant slot, Instant now) {
        log.info("trigger {} slot {} was missed and is late", definition.key(), slot);
        return fire(slot, now);
    }

    private Optional<Pause> pause(Instant slot) {
        return wiring.firing().pauses().at(definition.key(), slot);
    }

    private Optional<String> fire(Instant slot, Instant now) {
        Optional<String> reason = wiring.firing().fire(definition, slot, now);
        reason.ifPresentOrElse(why -> obstacle = why, () -> moveTo(slot));
        return reason;
    }

    private void missTogether(Instant oldest, Instant firstListed) {
        log.warn(
                "trigger {} missed so many slots that those from {} up to {} share one record",
                definition.key(),
                oldest,
                firstListed);
        miss(
                oldest,
                "stands for every slot before " + firstListed + "; only the newest " + MOST_RECORDED
                        + " missed slots are recorded one by one");
        moveTo(firstListed.minusMillis(1));
    }

    private void miss(Instant slot, String reason) {
        record(new ArrayList<>(List.of(unrun(slot, SlotState.MISSED, reason))));
    }

    /** Gives slots their records, oldest first, and takes them out of the list. */
    private void record(List<UnrunSlot> slots) {
        if (!slots.isEmpty()) {
            UnrunSlot last = slots.get(slots.size() - 1);
            wiring.firing().record(slots);
            log.debug("trigger {}: {} slots up to {}", definition.key(), slots.size(), last);
            moveTo(last.slot().fireTime());
            slots.clear();
        }
    }

    private void moveTo(Instant handled) {
        position = Position.after(handled, definition.schedule());
        obstacle = "";
    }

    private Instant dueAt(Instant slot) {
        return slot.plus(StableHash.shift(definition.slot(slot), definition.jitter()));
    }

    /** Even a slot that was on time does not wait for the engine longer than the catch-up window. */
    private boolean isTooOld(Instant slot, Instant now) {
        Duration window = definition.catchUpWindow();
        Duration tolerance = definition.lateTolerance();
        Duration longest = window.compareTo(tolerance) > 0 ? window : tolerance;
        return !obstacle.isEmpty()
                && slot.plus(definition.jitter()).plus(longest).isBefore(now);
    }

    private boolean isOpen() {
        return !wiring.isClosed();
    }
}
