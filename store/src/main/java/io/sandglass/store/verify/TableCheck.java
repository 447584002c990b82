package io.sandglass.store.verify;

import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Deployment;
import io.sandglass.store.Pausable;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.TriggerRow;
import io.sandglass.store.database.Sql;
import io.sandglass.store.tables.PauseTable;
import io.sandglass.store.tables.PluginTable;
import io.sandglass.store.tables.SlotTable;
import io.sandglass.store.tables.SpecTable;
import io.sandglass.store.tables.TriggerTable;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares what is not of runs with what the journal tells. */
final class TableCheck {
    private final ExpectedState expected;

    TableCheck(ExpectedState expected) {
        this.expected = expected;
    }

    /** A line for each of these slots that is not recorded. */
    static List<String> slots(Sql sql, List<SlotKey> slots) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (SlotKey slot : slots) {
            if (!SlotTable.recorded(sql, slot)) {
                missing.add("slot " + slot.fireTime() + " of trigger " + slot.trigger()
                        + " is in the journal, but not in the database");
            }
        }
        return missing;
    }

    /** Each document, file, trigger, plugin and pause that is another one, with what is wrong with it. */
    Map<String, String> differences(Sql sql) throws SQLException {
        Map<String, String> found = new TreeMap<>();
        specs(sql, found);
        deployments(sql, found);
        triggers(sql, found);
        plugins(sql, found);
        for (Map.Entry<Pausable, Boolean> pause : expected.pauses().entrySet()) {
            if (PauseTable.lasts(sql, pause.getKey()) != pause.getValue()) {
                found.put("the pause of " + pause.getKey(), " lasts in one of journal and database only");
            }
        }
        return found;
    }

    private void specs(Sql sql, Map<String, String> found) throws SQLException {
        for (Map.Entry<ExpectedState.SpecKey, String> spec : expected.specs().entrySet()) {
            ExpectedState.SpecKey key = spec.getKey();
            Optional<StoredSpec> stored = SpecTable.find(sql, key.workflow(), key.revision());
            if (stored.isEmpty()
                    || !stored.get().sha256().equals(spec.getValue())
                    || !stored.get().intact()) {
                found.put(
                        "revision " + key.revision() + " of workflow " + key.workflow(),
                        " is not in the database as it is in the journal");
            }
        }
    }

    private void deployments(Sql sql, Map<String, String> found) throws SQLException {
        Map<String, Integer> stored =
                SpecTable.deployments(sql).stream().collect(Collectors.toMap(Deployment::file, Deployment::revision));
        expected.deployments().forEach((file, revision) -> {
            if (!revision.equals(Optional.ofNullable(stored.get(file)))) {
                found.put("the deployment of file " + file, " is not in the database as it is in the journal");
            }
        });
    }

    private void plugins(Sql sql, Map<String, String> found) throws SQLException {
        if (expected.plugins().isEmpty()) {
            return;
        }
        Map<String, String> stored = PluginTable.states(sql);
        Map<String, String> wanted = expected.plugins().get();
        Set<String> files = new TreeSet<>(stored.keySet());
        files.addAll(wanted.keySet());
        for (String file : files) {
            if (!Objects.equals(stored.get(file), wanted.get(file))) {
                found.put(
                        "plugin " + file,
                        " is " + stored.getOrDefault(file, "not there") + " in the database, but "
                                + wanted.getOrDefault(file, "not there") + " in the journal");
            }
        }
    }

    private void triggers(Sql sql, Map<String, String> found) throws SQLException {
        Map<TriggerKey, Optional<Instant>> stored = new HashMap<>();
        for (TriggerRow row : TriggerTable.all(sql)) {
            stored.put(row.key(), row.nextFireTime());
        }
        for (Map.Entry<WorkflowKey, Set<String>> workflow : expected.triggers().entrySet()) {
            Set<String> names = stored.keySet().stream()
                    .filter(trigger -> trigger.workflow().equals(workflow.getKey()))
                    .map(TriggerKey::name)
                    .collect(Collectors.toSet());
            if (!names.equals(workflow.getValue())) {
                found.put(
                        "the triggers of workflow " + workflow.getKey(),
                        " are " + names + " in the database, but " + workflow.getValue() + " in the journal");
            }
        }
        nextFires(stored, found);
    }

    private void nextFires(Map<TriggerKey, Optional<Instant>> stored, Map<String, String> found) {
        expected.nextFires().forEach((trigger, next) -> {
            Optional<Instant> there = stored.get(trigger);
            if (there != null && !there.equals(next.map(time -> time.truncatedTo(ChronoUnit.MILLIS)))) {
                found.put(
                        "trigger " + trigger,
                        " fires next at " + time(there) + " in the database, but at " + time(next) + " in the journal");
            }
        });
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse("no time");
    }
}
