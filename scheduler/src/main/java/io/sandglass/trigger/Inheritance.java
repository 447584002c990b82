package io.sandglass.trigger;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.SlotState;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.TriggerStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the store held before this process, without the workflows deployed since. Guarded by its owner's lock. */
final class Inheritance {
    private static final Logger log = LoggerFactory.getLogger(Inheritance.class);

    private final TriggerStore store;
    private final Map<WorkflowKey, Map<TriggerKey, TriggerRow>> rows = new HashMap<>();

    Inheritance(TriggerStore store) {
        this.store = store;
        for (TriggerRow row : store.all()) {
            rows.computeIfAbsent(row.key().workflow(), workflow -> new HashMap<>())
                    .put(row.key(), row);
        }
    }

    Optional<TriggerRow> row(TriggerKey key) {
        return Optional.ofNullable(rows.getOrDefault(key.workflow(), Map.of()).get(key));
    }

    /** The oldest slot that may lack its record. */
    Instant oldestOpenSlot(Instant now) {
        return rows.values().stream()
                .flatMap(triggers -> triggers.values().stream())
                .flatMap(row -> row.nextFireTime().stream())
                .filter(next -> next.isBefore(now))
                .min(Comparator.naturalOrder())
                .orElse(now);
    }

    /** It was deployed; from now on what is deployed counts. */
    void forget(WorkflowKey workflow) {
        rows.remove(workflow);
    }

    /** Records what was left open and cannot be computed any more, because its definition is gone. */
    void missUnknown(WorkflowKey workflow, List<Definition> definitions, Instant now) {
        for (TriggerRow row : rows.getOrDefault(workflow, Map.of()).values()) {
            boolean overdue =
                    row.nextFireTime().filter(next -> !next.isAfter(now)).isPresent();
            boolean continued = definitions.stream()
                    .anyMatch(definition -> definition.key().equals(row.key()) && definition.continues(row));
            if (overdue && row.enabled() && !continued) {
                miss(row, row.nextFireTime().orElseThrow(), now);
            }
        }
    }

    void warnOfOrphans() {
        rows.forEach((workflow, orphans) -> log.warn(
                "workflow {} is not deployed: its stored triggers {} do not fire",
                workflow,
                orphans.keySet().stream().map(TriggerKey::name).sorted().toList()));
    }

    private void miss(TriggerRow row, Instant oldest, Instant now) {
        log.warn("trigger {} was changed while nobody was there; its slots from {} are missed", row.key(), oldest);
        store.recordSlot(
                new SlotKey(row.key(), oldest),
                SlotState.MISSED,
                "stands for every slot up to " + now + ": the trigger was changed or removed while nobody was there");
    }
}
