package io.sandglass.trigger;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerRow;
import io.sandglass.trigger.CatchUpPlan.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trigger at work: handles its slots one after another, oldest first, and sets its alarm for the next one.
 *
 * <p>Whenever it is woken it looks at all slots since the last one it handled. Those late by more than the tolerance are
 * missed, and catch-up decides; the others run. What cannot be recorded now is tried again later. Its state changes only
 * under its lock.
 */
final class ArmedTrigger {
    /** Slots missed before these newest ones share one record. */
    static final int MOST_RECORDED = 10_000;

    private static final Logger log = LoggerFactory.getLogger(TriggerService.class);

    private final Definition definition;
    private final Wiring wiring;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Position position;
    private Optional<Instant> stored;
    private int failures;
    private String obstacle = "";
    private boolean retired;

    /** @param position where to go on; its {@code next} is what the store knows */
    ArmedTrigger(Definition definition, Position position, Wiring wiring) {
        this.definition = definition;
        this.position = position;
        this.stored = position.next();
        this.wiring = wiring;
    }

    Definition definition() {
        return definition;
    }

    /** Lock-free; may be a moment old. */
    Position position() {
        return position;
    }

    /** How it is kept. */
    TriggerRow row() {
        return definition.row(position.next());
    }

    /** Whether one of these has its key and fire times. */
    boolean isContinuedBy(List<Definition> definitions) {
        return definitions.stream()
                .anyMatch(other ->
                        other.key().equals(definition.key()) && other.schedule().equals(definition.schedule()));
    }

    /** Sets the first alarm. */
    void arm() {
        locked(this::setAlarm);
    }

    /** Handles no more slots until it is resumed; returns when none is under way. */
    void retire() {
        locked(() -> {
            retired = true;
            wiring.alarms().cancel(name());
        });
    }

    /** Takes back {@link #retire()}; it has to be armed again. */
    void resume() {
        locked(() -> retired = false);
    }

    /**
     * Gives every slot up to now its record, because this definition ends: starts it, or records why not.
     *
     * @throws io.sandglass.store.StoreUnavailable if a record could not be made
     */
    void settle() {
        locked(() -> {
            Instant now = wiring.clock().instant();
            Optional<String> reason = handleUntil(now, true);
            while (reason.isPresent() && isDue(now, true)) {
                Instant slot = position.next().orElseThrow();
                miss(slot, "the trigger was changed before it could be started: " + reason.get());
            }
        });
    }

    private void ring() {
        locked(() -> {
            if (retired || wiring.isClosed()) {
                return;
            }
            Optional<String> reason = guarded(() -> handleUntil(wiring.clock().instant(), false));
            Optional<String> unsaved = guarded(this::advance);
            noteFailure(reason.or(() -> unsaved));
            setAlarm();
        });
    }

    /** What stands in the way of the next slot; empty if all that were due have their records. */
    private Optional<String> handleUntil(Instant until, boolean ignoreShift) {
        Optional<String> reason = catchUp(until);
        while (reason.isEmpty() && isDue(until, ignoreShift)) {
            reason = handleNext().or(() -> catchUp(until));
        }
        return reason;
    }

    private Optional<String> handleNext() {
        position = position.take();
        Instant slot = position.next().orElseThrow();
        Instant now = wiring.clock().instant();
        if (isTooOld(slot, now)) {
            miss(slot, "it could not be started in time: " + obstacle);
            return Optional.empty();
        }
        Optional<String> reason = wiring.firing().fire(definition, slot, now);
        if (reason.isEmpty()) {
            moveTo(slot);
        }
        return reason;
    }

    /** Handles the slots that are late, except one that was on time and is waiting for the engine. */
    private Optional<String> catchUp(Instant now) {
        Instant cutoff = now.minus(definition.options().lateTolerance())
                .minus(definition.options().jitter());
        if (position.taken()
                || position.next().filter(slot -> slot.isBefore(cutoff)).isEmpty()) {
            return Optional.empty();
        }
        Backlog backlog = Backlog.of(definition.schedule(), position.handled(), cutoff, MOST_RECORDED);
        backlog.unlisted()
                .ifPresent(oldest -> missTogether(oldest, backlog.slots().get(0)));
        for (Decision decision : CatchUpPlan.of(definition.options(), now, backlog.slots())) {
            Optional<String> reason = handle(decision, now);
            if (reason.isPresent() || wiring.isClosed()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    private Optional<String> handle(Decision decision, Instant now) {
        if (decision.missed().isPresent()) {
            miss(decision.slot(), decision.missed().get());
            return Optional.empty();
        }
        log.info("trigger {} slot {} was missed and runs late", definition.key(), decision.slot());
        Optional<String> reason = wiring.firing().fire(definition, decision.slot(), now);
        if (reason.isEmpty()) {
            moveTo(decision.slot());
        }
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
        wiring.firing().miss(definition, slot, reason);
        log.debug("trigger {} slot {} missed: {}", definition.key(), slot, reason);
        moveTo(slot);
    }

    private void moveTo(Instant handled) {
        position = Position.after(handled, definition.schedule());
    }

    private boolean isDue(Instant until, boolean ignoreShift) {
        return !wiring.isClosed()
                && position.next()
                        .filter(slot -> !(ignoreShift ? slot : dueAt(slot)).isAfter(until))
                        .isPresent();
    }

    private Instant dueAt(Instant slot) {
        return slot.plus(
                StableHash.shift(definition.slot(slot), definition.options().jitter()));
    }

    private boolean isTooOld(Instant slot, Instant now) {
        Duration window = definition.options().catchUpWindow();
        Duration tolerance = definition.options().lateTolerance();
        Duration longest = window.compareTo(tolerance) > 0 ? window : tolerance;
        return !obstacle.isEmpty()
                && slot.plus(definition.options().jitter()).plus(longest).isBefore(now);
    }

    private Optional<String> advance() {
        if (!stored.equals(position.next())) {
            wiring.firing().store().advance(definition.key(), position.next());
            stored = position.next();
        }
        return Optional.empty();
    }

    private void noteFailure(Optional<String> reason) {
        obstacle = reason.orElse("");
        failures = reason.isEmpty() ? 0 : failures + 1;
        if (failures > 0) {
            log.warn(
                    "trigger {} slot {} has to wait: {}; trying again in {}",
                    definition.key(),
                    position.next().map(Instant::toString).orElse("-"),
                    obstacle,
                    RetryDelay.after(failures));
        }
    }

    private void setAlarm() {
        if (wiring.isClosed()) {
            return;
        }
        Optional<Instant> at = failures > 0
                ? Optional.of(wiring.clock().instant().plus(RetryDelay.after(failures)))
                : position.next().map(this::dueAt);
        at.ifPresent(time -> wiring.alarms().set(name(), time, this::ring));
    }

    private String name() {
        return definition.key().toString();
    }

    private Optional<String> guarded(Supplier<Optional<String>> work) {
        try {
            return work.get();
        } catch (StoreUnavailable e) {
            return Optional.of("the store cannot be reached: " + e.getMessage());
        } catch (RuntimeException e) {
            log.error("trigger {} failed unexpectedly", definition.key(), e);
            return Optional.of("an internal error: " + e);
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
