package io.sandglass.history;

import io.sandglass.history.Declared.AfterFailure;
import io.sandglass.history.Observed.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a history by hand. */
final class HistoryBuilder {
    static final String POOL = "pool";

    private final List<Declared.Workflow> workflows = new ArrayList<>();
    private final List<Declared.Trigger> triggers = new ArrayList<>();
    private final List<Observed> observed = new ArrayList<>();
    private final Map<String, String> workflowOf = new LinkedHashMap<>();
    private final Map<String, String> keyOf = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<SlotRow> slots = new ArrayList<>();
    private final Map<String, Integer> left = new LinkedHashMap<>();
    private Declared.Limits limits = Declared.Limits.NONE;
    private String run = "";
    private long seq;
    private long wall;
    private long passed;

    private Declared.Workflow workflow;

    HistoryBuilder(Declared.Workflow workflow) {
        this.workflow = workflow;
        workflows.add(workflow);
    }

    /** The runs that follow are of this workflow. */
    HistoryBuilder workflow(Declared.Workflow other) {
        workflow = other;
        if (!workflows.contains(other)) {
            workflows.add(other);
        }
        return this;
    }

    static Declared.Workflow workflow(String id, AfterFailure afterFailure, Declared.Node... nodes) {
        Map<String, Declared.Node> byId = new LinkedHashMap<>();
        for (Declared.Node node : nodes) {
            byId.put(node.id(), node);
        }
        return new Declared.Workflow(id, afterFailure, byId, Declared.Manners.PLAIN);
    }

    static Declared.Node node(String id, int maxAttempts, String... needs) {
        return new Declared.Node(id, List.of(needs), maxAttempts, 60_000, POOL);
    }

    /** What follows concerns this run; it is in the store. */
    HistoryBuilder run(String id) {
        run = id;
        seq = 0;
        workflowOf.put(id, workflow.id());
        return row(Row.Kind.RUN_STARTED, "", 0);
    }

    /** Of the run at hand. */
    HistoryBuilder key(String key) {
        keyOf.put(run, key);
        return this;
    }

    /** As {@link #run}, but it runs that one again from a node on. */
    HistoryBuilder rerun(String id, String from) {
        String origin = run;
        run = id;
        seq = 0;
        workflowOf.put(id, workflow.id());
        return row(Row.Kind.RUN_STARTED, "", 0, Row.RERUN_OF + origin + " " + from);
    }

    /** What follows concerns this run, which is there already. */
    HistoryBuilder again(String id) {
        run = id;
        seq = rows.stream().filter(row -> row.run().equals(id)).count();
        return this;
    }

    /** What follows comes so many milliseconds later. */
    HistoryBuilder later(long millis) {
        passed += millis;
        return this;
    }

    /** Of the run at hand. */
    HistoryBuilder forgetRows() {
        rows.removeIf(row -> row.run().equals(run));
        observed.removeIf(seen -> seen.run().equals(run) && seen.kind() == Kind.STORED);
        workflowOf.remove(run);
        return this;
    }

    HistoryBuilder see(Kind kind, String detail) {
        return see(kind, "", 0, detail);
    }

    HistoryBuilder see(Kind kind, String node, int attempt, String detail) {
        observed.add(new Observed(observed.size(), observed.size() + passed, kind, run, node, attempt, detail));
        return this;
    }

    /** One whose start is on record, and that has its effect. */
    HistoryBuilder attempt(String node, int attempt) {
        return row(Row.Kind.ATTEMPT_STARTED, node, attempt).untraced(node, attempt);
    }

    /** One that has its effect, and of whose start nothing is known. */
    HistoryBuilder untraced(String node, int attempt) {
        return see(Kind.BEGAN, node, attempt, "").see(Kind.EFFECT, node, attempt, "");
    }

    HistoryBuilder crash() {
        observed.add(new Observed(observed.size(), observed.size() + passed, Kind.CRASHED, "", "", 0, ""));
        return this;
    }

    /** Stores a row. */
    HistoryBuilder row(Row.Kind kind, String node, int attempt) {
        return row(kind, node, attempt, "");
    }

    HistoryBuilder row(Row.Kind kind, String node, int attempt, String detail) {
        rows.add(new Row(run, ++seq, kind, node, attempt, detail));
        return see(Kind.STORED, node, attempt, kind.name());
    }

    HistoryBuilder skipRow() {
        seq++;
        return this;
    }

    HistoryBuilder trigger(String key, long every) {
        triggers.add(new Declared.Trigger(key, workflow.id(), 0, every, 0));
        return this;
    }

    HistoryBuilder slot(String trigger, long fireTime, String ranAs, String reason) {
        slots.add(new SlotRow(trigger, fireTime, ranAs, reason));
        return this;
    }

    HistoryBuilder limits(Declared.Limits limits) {
        this.limits = limits;
        return this;
    }

    /** The scheduler says so at the end. */
    HistoryBuilder left(String what, int count) {
        left.put(what, count);
        return this;
    }

    HistoryBuilder wall(long millis) {
        wall = millis;
        return this;
    }

    History history() {
        return new History(workflows, triggers, limits, observed, workflowOf, keyOf, rows, slots, left, wall, wall);
    }
}
