package io.sandglass.trigger;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.Launcher;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.PauseStore;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import io.sandglass.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fires the triggers of all deployed workflows.
 *
 * <p>Every fire time of an enabled trigger yields exactly one slot record: RAN with its run, SKIPPED or MISSED with a
 * reason; never two runs, never silence. Fire times of one trigger are handled in order; while the engine refuses one,
 * the later ones wait behind it. A fire time that is late by more than {@code lateTolerance} is missed, and catch-up
 * decides whether it still runs.
 *
 * <p>At a start, deploy the revisions that were live, then call {@link #start()}: slots missed since are found from the
 * store. A new revision keeps the fire times of a trigger whose schedule it does not change; one whose schedule it
 * changes settles its old slots first and fires by the new schedule from then on. Thread-safe.
 */
public final class TriggerService implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TriggerService.class);

    private enum State {
        NEW,
        STARTED,
        CLOSED
    }

    private final TriggerStore store;
    private final Clock clock;
    private final Wiring wiring;
    private final ReentrantLock deploying = new ReentrantLock();
    private final Map<WorkflowKey, Map<TriggerKey, ArmedTrigger>> armed = new ConcurrentHashMap<>();
    private final Inheritance inherited; // guarded by deploying
    private final Pauses pauses;

    private volatile State state = State.NEW;

    /**
     * Reads the triggers that are stored, and what is paused.
     *
     * @param clock only its wall time is used
     * @param alarms closed with this service
     * @throws io.sandglass.store.StoreUnavailable if they cannot be read
     */
    public TriggerService(Launcher launcher, TriggerStore store, PauseStore pauses, Clock clock, AlarmClock alarms) {
        this.store = requireNonNull(store, "store");
        this.clock = requireNonNull(clock, "clock");
        this.inherited = new Inheritance(store);
        this.pauses = new Pauses(requireNonNull(pauses, "pauses"), clock, inherited.oldestOpenSlot(now()));
        Firing firing = new Firing(requireNonNull(launcher, "launcher"), store, this.pauses);
        this.wiring = new Wiring(firing, clock, requireNonNull(alarms, "alarms"), () -> state == State.CLOSED);
    }

    /**
     * Makes these the triggers of a workflow, durably, all or none.
     *
     * @param triggers by name; empty for none
     * @throws io.sandglass.trigger.time.InvalidCron if a cron expression is no good; then nothing changes
     * @throws io.sandglass.store.StoreUnavailable if it could not be recorded; then the triggers stay as they were
     */
    public void deploy(WorkflowKey workflow, int revision, Map<String, TriggerSpec> triggers) {
        deploying.lock();
        try {
            if (state == State.CLOSED) {
                throw new IllegalStateException(
                        "the trigger service is closed; deploy " + workflow + " after a restart");
            }
            replace(workflow, definitions(workflow, revision, triggers));
        } finally {
            deploying.unlock();
        }
    }

    /**
     * Removes all triggers of a workflow, durably; their slots are kept.
     *
     * @throws io.sandglass.store.StoreUnavailable if it could not be recorded; then the triggers stay as they were
     */
    public void remove(WorkflowKey workflow) {
        deploy(workflow, 0, Map.of());
    }

    /** Begins to fire, first of all what was missed. Returns at once; firing is done by the alarm clock's threads. */
    public void start() {
        deploying.lock();
        try {
            if (state != State.NEW) {
                throw new IllegalStateException("the trigger service is started once, but it is " + state);
            }
            state = State.STARTED;
            armed.values().forEach(triggers -> triggers.values().forEach(ArmedTrigger::arm));
            inherited.warnOfOrphans();
        } finally {
            deploying.unlock();
        }
    }

    /** The next slot without a record, for display; empty if the trigger is unknown, disabled, or will not fire again. */
    public Optional<Instant> nextFireTime(TriggerKey trigger) {
        return Optional.ofNullable(
                        armed.getOrDefault(trigger.workflow(), Map.of()).get(trigger))
                .flatMap(known -> known.position().next());
    }

    /** What is paused; its fire times are skipped. */
    public Pauses pauses() {
        return pauses;
    }

    /** Fires no more; returns when the launches under way have ended. */
    @Override
    public void close() {
        state = State.CLOSED;
        wiring.alarms().close();
    }

    private List<Definition> definitions(WorkflowKey workflow, int revision, Map<String, TriggerSpec> triggers) {
        List<Definition> definitions = new ArrayList<>();
        triggers.forEach((name, spec) -> {
            TriggerKey key = new TriggerKey(workflow, name);
            Instant firstDeployedAt = live(key)
                    .map(old -> old.definition().firstDeployedAt())
                    .or(() -> inherited.row(key).map(TriggerRow::firstDeployedAt))
                    .orElseGet(this::now);
            definitions.add(Definition.of(key, revision, spec, firstDeployedAt));
        });
        return definitions;
    }

    private void replace(WorkflowKey workflow, List<Definition> definitions) {
        Collection<ArmedTrigger> old = armed.getOrDefault(workflow, Map.of()).values();
        Map<TriggerKey, ArmedTrigger> fresh;
        try {
            old.forEach(ArmedTrigger::retire);
            fresh = record(workflow, definitions, old);
        } catch (RuntimeException | Error e) {
            old.forEach(ArmedTrigger::resume);
            arm(old);
            throw e;
        }
        inherited.forget(workflow);
        armed.put(workflow, fresh);
        fresh.values().forEach(TriggerService::warnIfItNeverFires);
        arm(fresh.values());
    }

    private Map<TriggerKey, ArmedTrigger> record(
            WorkflowKey workflow, List<Definition> definitions, Collection<ArmedTrigger> old) {
        old.stream().filter(trigger -> !trigger.isContinuedBy(definitions)).forEach(ArmedTrigger::settle);
        inherited.missUnknown(workflow, definitions, now());
        Map<TriggerKey, ArmedTrigger> fresh = definitions.stream()
                .map(definition -> new ArmedTrigger(definition, start(definition), wiring))
                .collect(Collectors.toUnmodifiableMap(
                        trigger -> trigger.definition().key(), Function.identity()));
        store.replace(workflow, fresh.values().stream().map(ArmedTrigger::row).toList());
        return fresh;
    }

    private void arm(Collection<ArmedTrigger> triggers) {
        if (state == State.STARTED) {
            triggers.forEach(ArmedTrigger::arm);
        }
    }

    /** Where a newly deployed definition goes on. */
    private Position start(Definition definition) {
        TriggerKey key = definition.key();
        Optional<Position> lived = live(key).map(ArmedTrigger::position);
        if (live(key).filter(old -> old.isContinuedBy(List.of(definition))).isPresent()) {
            return lived.orElseThrow();
        }
        Optional<TriggerRow> row = inherited.row(key).filter(definition::continues);
        if (definition.spec() instanceof TriggerSpec.Once once) {
            boolean done = row.filter(stored -> stored.nextFireTime().isEmpty()).isPresent();
            return Position.after(done ? once.at() : once.at().minusMillis(1), definition.schedule());
        }
        Instant from = row.flatMap(TriggerRow::nextFireTime)
                .map(next -> next.minusMillis(1))
                .orElseGet(() -> later(now(), lived.map(Position::handled)));
        return Position.after(later(from, store.lastSlot(key)), definition.schedule());
    }

    private static void warnIfItNeverFires(ArmedTrigger trigger) {
        Definition definition = trigger.definition();
        boolean repeats =
                definition.spec() instanceof TriggerSpec.Cron || definition.spec() instanceof TriggerSpec.Interval;
        if (repeats
                && definition.options().enabled()
                && trigger.position().next().isEmpty()) {
            log.warn(
                    "trigger {} will not fire: it has no fire time left ({}); check startAt, endAt and the years",
                    definition.key(),
                    definition.schedule().describe());
        }
    }

    private Optional<ArmedTrigger> live(TriggerKey key) {
        return Optional.ofNullable(armed.getOrDefault(key.workflow(), Map.of()).get(key));
    }

    private Instant now() {
        return clock.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant later(Instant a, Optional<Instant> b) {
        return b.filter(a::isBefore).orElse(a);
    }
}
