package io.sandglass.simulation;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerRow;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Interval triggers as simple as can be: each slot is launched in its order, or given up if it is long past. Stands in
 * for the real ones, which core does not know.
 */
final class PlainTriggers implements Triggers {
    private static final Duration LATE = Duration.ofMinutes(30);
    private static final Duration LOOK = Duration.ofSeconds(20);

    private final Host host;
    private boolean stopped;

    PlainTriggers(Host host) {
        this.host = host;
    }

    @Override
    public void start() {
        host.specs().forEach((workflow, specs) -> {
            boolean known = host.store().all().stream()
                    .anyMatch(row -> row.key().workflow().equals(workflow));
            if (!known) {
                host.store()
                        .replace(
                                workflow,
                                specs.values().stream()
                                        .map(spec -> row(workflow, spec))
                                        .toList());
            }
        });
        for (TriggerRow row : host.store().all()) {
            Map<String, TriggerSpec> specs = host.specs().get(row.key().workflow());
            TriggerSpec.Interval spec =
                    (TriggerSpec.Interval) specs.get(row.key().name());
            Instant last = host.store().lastSlot(row.key()).orElse(row.firstDeployedAt());
            Instant next = last.plus(spec.every());
            host.platform().workers().run("trigger " + row.key(), () -> fire(row.key(), spec, next));
        }
    }

    @Override
    public void stop() {
        stopped = true;
    }

    private TriggerRow row(WorkflowKey workflow, TriggerSpec spec) {
        Instant now = now();
        String every = ((TriggerSpec.Interval) spec).every().toString();
        TriggerKey key = new TriggerKey(workflow, spec.name());
        return new TriggerRow(key, 1, "interval", every, Optional.empty(), true, now, Optional.of(now));
    }

    private void fire(TriggerKey trigger, TriggerSpec.Interval spec, Instant first) {
        Instant slot = first;
        Duration pause = LOOK;
        while (!stopped && !slot.isAfter(now())) {
            if (!handled(trigger, spec, slot)) {
                pause = Duration.ofSeconds(1);
                break;
            }
            slot = slot.plus(spec.every());
        }
        Instant next = slot;
        Duration wait = Duration.between(now(), next).compareTo(pause) < 0 ? Duration.between(now(), next) : pause;
        Duration delay = wait.compareTo(Duration.ofMillis(100)) < 0 ? Duration.ofSeconds(1) : wait;
        host.platform()
                .timers()
                .after(
                        delay,
                        () -> host.platform().workers().run("trigger " + trigger, () -> fire(trigger, spec, next)));
    }

    private boolean handled(TriggerKey trigger, TriggerSpec.Interval spec, Instant slot) {
        try {
            if (slot.isBefore(now().minus(LATE))) {
                host.store().recordSlot(new SlotKey(trigger, slot), SlotState.MISSED, "too late");
                return true;
            }
            Cause cause = new Cause(
                    "interval",
                    Optional.of(trigger.name()),
                    Optional.of(new SlotKey(trigger, slot)),
                    Payload.of(Map.of("type", "interval")));
            Payload inputs = spec.options().inputs().source(); // there is nothing to evaluate in it
            LaunchResult result =
                    host.launcher().launch(new LaunchRequest(trigger.workflow(), OptionalInt.empty(), inputs, cause));
            if (result instanceof LaunchResult.Skipped skipped) {
                host.store().recordSlot(new SlotKey(trigger, slot), SlotState.SKIPPED, skipped.reason());
                return true;
            }
            return result instanceof LaunchResult.Started || result instanceof LaunchResult.DuplicateSlot;
        } catch (StoreUnavailable e) {
            return false;
        }
    }

    private Instant now() {
        return host.platform().clock().now().truncatedTo(ChronoUnit.MILLIS);
    }
}
