package io.sandglass.simulation;

import io.sandglass.history.Observed.Kind;
import io.sandglass.history.Row;
import io.sandglass.history.SlotRow;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.simulation.Swarm.Fault;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.RunStore;
import io.sandglass.store.SpecStore;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.TriggerStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A store whose durable part outlives crashes. A batch under way is volatile until it is handed to the durable part, all
 * of it at once. Calls may fail, take long, be refused, or fail although they became durable.
 */
final class SimulatedStore {
    private final Ground durable;
    private final Weather weather;
    private final Notes notes;
    private final Map<RunId, Long> lastSeqs = new LinkedHashMap<>();
    private final Set<RunId> openAsFarAsKnown = new LinkedHashSet<>();
    private final List<SlotRow> notRun = new ArrayList<>();

    SimulatedStore(Ground durable, Weather weather, Notes notes) {
        this.durable = durable;
        this.weather = weather;
        this.notes = notes;
    }

    RunStore runs() {
        return new SimulatedRuns(this, durable.runs());
    }

    SpecStore specs() {
        return durable.specs();
    }

    TriggerStore triggers() {
        return new SimulatedTriggers(this, durable.triggers());
    }

    /** What is there, without any trouble. */
    Ground durable() {
        return durable;
    }

    /** The process died. What it wrote last may have become durable without anybody's having heard of it. */
    void crashed() {
        durable.crashed();
        Set<RunId> open = new LinkedHashSet<>(openAsFarAsKnown);
        open.addAll(durable.runs().openRuns());
        open.forEach(run -> durable.runs().events(run).forEach(this::note));
    }

    Weather weather() {
        return weather;
    }

    Set<RunId> append(List<RunRecord> records, RunStore into) {
        weather.before();
        for (RunRecord record : records) {
            if (weather.refuses(record)) {
                notes.add(Kind.FAULT, record.run().toString(), "", 0, "the store refuses record " + record.seq());
                throw new RecordRefused("record " + record.seq() + " is too large");
            }
        }
        Set<RunId> leftOut = into.append(records);
        records.stream().filter(record -> !leftOut.contains(record.run())).forEach(this::note);
        weather.after();
        return leftOut;
    }

    void noteNotRun(SlotRow slot) {
        notRun.add(slot);
    }

    List<Row> rows() {
        return lastSeqs.keySet().stream()
                .flatMap(run -> durable.runs().events(run).stream())
                .map(Rows::of)
                .toList();
    }

    boolean has(RunId run) {
        return !durable.runs().events(run).isEmpty();
    }

    /** The last thing that is known of a run. */
    Row last(RunId run) {
        List<RunRecord> records = durable.runs().events(run);
        return Rows.of(records.get(records.size() - 1));
    }

    boolean isPaused(RunId run) {
        return rows(run)
                .filter(row -> row.kind() == Row.Kind.PAUSED
                        || row.kind() == Row.Kind.RESUMED
                        || row.kind() == Row.Kind.REOPENED)
                .reduce((earlier, later) -> later)
                .filter(row -> row.kind() == Row.Kind.PAUSED)
                .isPresent();
    }

    /** For each node of a run that waits for somebody, the row that says so. */
    List<Row> waiting(RunId run) {
        Map<String, Row> last = new LinkedHashMap<>();
        rows(run).filter(row -> !row.node().isEmpty()).forEach(row -> last.put(row.node(), row));
        return last.values().stream()
                .filter(row -> row.kind() == Row.Kind.AWAITS)
                .toList();
    }

    String workflow(RunId run) {
        return start(run).workflow().id();
    }

    private Stream<Row> rows(RunId run) {
        return durable.runs().events(run).stream().map(Rows::of);
    }

    Map<String, String> workflows() {
        Map<String, String> workflows = new LinkedHashMap<>();
        lastSeqs.keySet().forEach(run -> workflows.put(run.toString(), workflow(run)));
        return workflows;
    }

    /** Of the runs that have one. */
    Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        lastSeqs.keySet()
                .forEach(run ->
                        SimulatedWorkflow.key(start(run).inputs()).ifPresent(key -> keys.put(run.toString(), key)));
        return keys;
    }

    List<SlotRow> slots() {
        List<SlotRow> slots = new ArrayList<>(durable.unrunSlots().orElse(notRun));
        for (RunId run : lastSeqs.keySet()) {
            start(run)
                    .cause()
                    .slot()
                    .ifPresent(slot -> slots.add(new SlotRow(
                            slot.trigger().toString(), slot.fireTime().toEpochMilli(), run.toString(), "")));
        }
        return slots;
    }

    private RunStarted start(RunId run) {
        return (RunStarted) durable.runs().events(run).get(0).event();
    }

    private void note(RunRecord record) {
        if (record.seq() > lastSeqs.getOrDefault(record.run(), 0L)) {
            lastSeqs.put(record.run(), record.seq());
            Row row = Rows.of(record);
            if (row.kind().endsRun()) {
                openAsFarAsKnown.remove(record.run());
            } else {
                openAsFarAsKnown.add(record.run());
            }
            notes.add(
                    Kind.STORED,
                    row.run(),
                    row.node(),
                    row.attempt(),
                    row.kind().name());
        }
    }

    /** How the store fares at a moment. */
    static final class Weather {
        private final World world;
        private long outageUntil;

        Weather(World world) {
            this.world = world;
        }

        void outage(Duration length) {
            outageUntil = world.machine().nanos() + length.toNanos();
        }

        void before() {
            if (world.has(Fault.STORE_ANSWERS_LATE) && world.chance().happens(0.1)) {
                world.fibers().sleep(world.chance().between(Duration.ofMillis(1), Duration.ofSeconds(5)));
            }
            check();
            if (world.has(Fault.STORE_CALL_FAILS) && world.chance().happens(0.01)) {
                throw unavailable("the store hiccups");
            }
        }

        void check() {
            world.dieIfDead();
            if (world.machine().nanos() < outageUntil && !world.calm()) {
                throw new StoreUnavailable("the store is away");
            }
        }

        void after() {
            if (world.has(Fault.STORE_ANSWERS_LATE) && world.chance().happens(0.02)) {
                world.fibers().sleep(world.chance().between(Duration.ofMillis(1), Duration.ofSeconds(5)));
            }
            if (world.has(Fault.STORE_FAILS_THOUGH_DURABLE) && world.chance().happens(0.005)) {
                throw unavailable("the connection was lost while it committed");
            }
        }

        /** Always the same ones: those that report the end of one attempt in a few hundred. */
        boolean refuses(RunRecord record) {
            return world.has(Fault.STORE_REFUSES_RECORDS)
                    && Math.floorMod(record.run().value() * 31 + record.seq(), 211) == 0
                    && Rows.of(record).kind().endsAttempt();
        }

        private StoreUnavailable unavailable(String why) {
            world.notes().add(Kind.FAULT, why);
            return new StoreUnavailable(why);
        }
    }
}
