package io.sandglass.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A history, with its entries found by what they concern. */
final class Index {
    /** What is known of one run. */
    static final class RunView {
        private final String id;
        private final List<Row> rows = new ArrayList<>();
        private final List<Observed> seen = new ArrayList<>();
        private final Map<Row.Kind, List<Observed>> stored = new EnumMap<>(Row.Kind.class);
        private final Map<String, NodeView> nodes = new LinkedHashMap<>();

        private RunView(String id) {
            this.id = id;
        }

        String id() {
            return id;
        }

        /** All its rows. */
        List<Row> rows() {
            return rows;
        }

        /** What was observed of the run as a whole. */
        List<Observed> seen() {
            return seen;
        }

        /** Rows of this kind that became durable, in their order. */
        List<Observed> stored(Row.Kind kind) {
            return stored.getOrDefault(kind, List.of());
        }

        /** Whether the run was reopened between the two. */
        boolean reopened(Observed from, Observed to) {
            return reopenings(from, to) > 0;
        }

        long reopenings(Observed from, Observed to) {
            return stored(Row.Kind.REOPENED).stream()
                    .filter(one -> one.order() > from.order() && one.order() < to.order())
                    .count();
        }

        /** Whether it was promised. */
        boolean isAcknowledged() {
            return seen.stream().anyMatch(one -> one.kind() == Observed.Kind.ACKNOWLEDGED);
        }

        /** Whether somebody asked anything of it between the two, but for another priority. */
        boolean steered(Observed from, Observed to) {
            return everything().stream()
                    .filter(one -> one.kind() == Observed.Kind.WANTED && one.row() != Row.Kind.PRIORITY)
                    .anyMatch(one -> one.order() > from.order() && one.order() < to.order());
        }

        /** What was observed of the run and of its nodes; not in order. */
        List<Observed> everything() {
            List<Observed> all = new ArrayList<>(seen);
            nodes.values().forEach(node -> all.addAll(node.seen()));
            return all;
        }

        Collection<NodeView> nodes() {
            return nodes.values();
        }

        NodeView node(String node) {
            return nodes.computeIfAbsent(node, name -> new NodeView(id, name));
        }
    }

    /** What is known of one node of a run. */
    record NodeView(String run, String node, List<Row> rows, List<Observed> seen) {
        private NodeView(String run, String node) {
            this(run, node, new ArrayList<>(), new ArrayList<>());
        }

        @Override
        public String toString() {
            return run + "/" + node;
        }
    }

    private final History history;
    private final Map<String, Declared.Workflow> workflows = new HashMap<>();
    private final Map<String, RunView> runs = new LinkedHashMap<>();
    private @Nullable List<Turn> turns;
    private final List<Observed> crashes = new ArrayList<>();
    private final List<Observed> starts = new ArrayList<>();
    private final List<Observed> faults = new ArrayList<>();

    Index(History history) {
        this.history = history;
        history.workflows().forEach(workflow -> workflows.put(workflow.id(), workflow));
        history.rows().forEach(this::add);
        history.observed().forEach(this::add);
    }

    private void add(Row row) {
        RunView run = run(row.run());
        run.rows.add(row);
        if (!row.node().isEmpty()) {
            run.node(row.node()).rows().add(row);
        }
    }

    private void add(Observed seen) {
        if (!seen.node().isEmpty()) {
            run(seen.run()).node(seen.node()).seen().add(seen);
        } else if (!seen.run().isEmpty()) {
            RunView run = run(seen.run());
            run.seen.add(seen);
            if (seen.kind() == Observed.Kind.STORED) {
                run.stored
                        .computeIfAbsent(seen.row(), kind -> new ArrayList<>())
                        .add(seen);
            }
        } else if (seen.kind() == Observed.Kind.CRASHED) {
            crashes.add(seen);
        } else if (seen.kind() == Observed.Kind.STARTED) {
            starts.add(seen);
        } else if (seen.kind() == Observed.Kind.FAULT) {
            faults.add(seen);
        }
    }

    /** Also if nothing is known of it. */
    RunView run(String id) {
        return runs.computeIfAbsent(id, RunView::new);
    }

    History history() {
        return history;
    }

    /** Every run that is in the store or was observed. */
    Collection<RunView> runs() {
        return runs.values();
    }

    /** Null if the store does not have the run: one rule tells of that, the others pass it over. */
    Declared.Workflow workflow(RunView run) {
        return workflow(run.id());
    }

    Declared.Workflow workflow(String run) {
        return workflows.get(history.workflowOf().get(run));
    }

    /** Runs of the same group count together; for those of workflows of which only so many go on. */
    String group(String run) {
        return workflow(run).manners().group() + "/" + history.keyOf().getOrDefault(run, "");
    }

    /** Every attempt that began, in their order. */
    List<Turn> turns() {
        if (turns == null) {
            turns = new Turns(this).all();
        }
        return turns;
    }

    /** Starts of the process. */
    List<Observed> starts() {
        return starts;
    }

    /** Its ends. */
    List<Observed> crashes() {
        return crashes;
    }

    /** Whether the process lived, and nothing went wrong around it, between two observations. */
    boolean calm(Observed from, Observed to) {
        return crashes(from, to) == 0 && undisturbed(from, to);
    }

    /** Whether nothing went wrong around the process between two observations; it may have crashed. */
    boolean undisturbed(Observed from, Observed to) {
        return faults.stream().noneMatch(fault -> fault.order() > from.order() && fault.order() < to.order());
    }

    /** Crashes between two observations. */
    long crashes(Observed from, Observed to) {
        long count = 0;
        for (Observed crash : crashes) {
            if (crash.order() > from.order() && crash.order() < to.order()) {
                count++;
            }
        }
        return count;
    }
}
