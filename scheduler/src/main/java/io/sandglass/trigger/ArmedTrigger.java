package io.sandglass.trigger;

import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One trigger at work: when its alarm rings it handles what is due and sets the alarm for what comes next. What cannot be
 * recorded now is tried again later. Its state changes only under its lock.
 */
final class ArmedTrigger {
    private static final Logger log = LoggerFactory.getLogger(ArmedTrigger.class);

    private final Definition definition;
    private final Progress progress;
    private final Wiring wiring;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Instant> stored;
    private int failures;
    private boolean retired;

    /** @param position where to go on; its {@code next} is what the store knows */
    ArmedTrigger(Definition definition, Position position, Wiring wiring) {
        this.definition = definition;
        this.progress = new Progress(definition, position, wiring);
        this.wiring = wiring;
        this.stored = position.next();
    }

    Definition definition() {
        return definition;
    }

    /** Lock-free; may be a moment old. */
    Position position() {
        return progress.position();
    }

    /** How it is kept. */
    TriggerRow row() {
        return definition.row(position().next());
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
     * @throws StoreUnavailable if a record could not be made
     */
    void settle() {
        locked(() -> progress.settle(wiring.clock().now()));
    }

    private void ring() {
        locked(() -> {
            if (retired || wiring.isClosed()) {
                return;
            }
            try {
                handle();
            } finally {
                setAlarm();
            }
        });
    }

    private void handle() {
        Optional<String> obstacle =
                guarded(() -> progress.handleUntil(wiring.clock().now()));
        Optional<String> unsaved = guarded(this::advance);
        noteFailure(obstacle.or(() -> unsaved));
    }

    private Optional<String> advance() {
        Optional<Instant> next = position().next();
        if (!stored.equals(next)) {
            wiring.firing().store().advance(definition.key(), next);
            stored = next;
        }
        return Optional.empty();
    }

    private void noteFailure(Optional<String> obstacle) {
        failures = obstacle.isEmpty() ? 0 : failures + 1;
        obstacle.ifPresent(reason -> log.warn(
                "trigger {} slot {} has to wait: {}; trying again in {}",
                definition.key(),
                position().next().map(Instant::toString).orElse("-"),
                reason,
                RetryDelay.after(failures)));
    }

    private void setAlarm() {
        if (wiring.isClosed()) {
            return;
        }
        Optional<Instant> at =
                failures > 0 ? Optional.of(wiring.clock().now().plus(RetryDelay.after(failures))) : progress.nextDue();
        at.ifPresent(time -> wiring.alarms().set(name(), time, this::ring));
    }

    private String name() {
        return definition.key().toString();
    }

    /** Also errors are survived: a trigger that no alarm wakes again would be silent for good. */
    private Optional<String> guarded(Supplier<Optional<String>> work) {
        try {
            return work.get();
        } catch (StoreUnavailable e) {
            return Optional.of("the store cannot be reached: " + e.getMessage());
        } catch (Throwable e) {
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
