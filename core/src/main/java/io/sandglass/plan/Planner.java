package io.sandglass.plan;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Reference;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.Position;
import io.sandglass.migration.SpecProblem;
import io.sandglass.plugin.Limits;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.NodeUse;
import io.sandglass.spec.ReadResult;
import io.sandglass.spec.WorkflowSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Makes plans of workflows, in time in proportion to nodes and needs. Immutable and thread-safe. */
public final class Planner {
    /** Most nodes of one workflow. */
    public static final int MAX_NODES = 100_000;

    /** Outputs become records, and what a store takes of one is bounded. */
    private static final long MAX_OUTPUT_BYTES = 32 * 1024 * 1024;

    private final NodeTypes types;
    private final Limits administratorCap;
    private final PoolCheck pools;
    private final MemoryCheck memory;

    /** @param administratorCap no node's limits go over it, and no output over what can be recorded: 32 MiB */
    public Planner(NodeTypes types, Limits administratorCap) {
        this(types, administratorCap, new PoolCheck(Optional.empty()), new MemoryCheck(() -> Long.MAX_VALUE));
    }

    private Planner(NodeTypes types, Limits administratorCap, PoolCheck pools, MemoryCheck memory) {
        this.types = requireNonNull(types, "types");
        this.administratorCap = recordable(administratorCap);
        this.pools = pools;
        this.memory = memory;
    }

    private static Limits recordable(Limits cap) {
        return new Limits(
                cap.fuelUnits(),
                cap.memoryBytes(),
                cap.wall(),
                cap.inputBytes(),
                Math.min(cap.outputBytes(), MAX_OUTPUT_BYTES),
                cap.logBytes(),
                cap.scratchBytes(),
                cap.values());
    }

    /** As this one, but nodes of new plans may name only these pools. */
    public Planner pools(Set<String> known) {
        return new Planner(types, administratorCap, new PoolCheck(Optional.of(Set.copyOf(known))), memory);
    }

    /** As this one, but no guest of a new plan may use more memory than this, in bytes; asked for at the first. */
    public Planner guestMemory(LongSupplier budgetBytes) {
        return new Planner(types, administratorCap, pools, new MemoryCheck(budgetBytes));
    }

    /**
     * Plans a model that comes from no document.
     *
     * @throws InvalidSpec with every problem found, without positions
     */
    public ExecutionPlan plan(WorkflowSpec spec) {
        Outcome outcome = plan(new ReadResult(spec, List.of(), Map.of(), uses(spec)), Places.NOWHERE, Map.of());
        return outcome.plan().orElseThrow(() -> new InvalidSpec(outcome.problems()));
    }

    /** @param digests what each node is pinned to, by id; empty to take the newest types */
    Outcome plan(ReadResult read, Places places, Map<String, String> digests) {
        PlanFindings findings = new PlanFindings(places);
        int count = read.spec().nodes().size();
        if (count > MAX_NODES) {
            return tooLarge(count, findings);
        }
        NeedsGraph graph = NeedsGraph.of(read, findings);
        Optional<List<Integer>> order = graph.order();
        if (order.isEmpty()) {
            new Cycles(graph).find(read, findings);
        }
        new ReferenceCheck(graph, findings).check(read.uses(), order);
        if (digests.isEmpty()) { // a run that goes on needs no leave again
            pools.check(read, findings);
        }
        Map<String, ResolvedType> found = resolve(read, new TypeFinder(types, digests), findings);
        boolean sound = findings.problems().isEmpty() && order.isPresent() && found.size() == count;
        Optional<ExecutionPlan> plan = sound
                ? order.map(nodes -> new ExecutionPlan(read.spec(), assemble(graph, nodes, found)))
                : Optional.empty();
        return new Outcome(plan, findings.problems());
    }

    private static Outcome tooLarge(int count, PlanFindings findings) {
        String reason = "there are " + count + " nodes, but a workflow has at most " + MAX_NODES;
        findings.atKey("TOO_LARGE", "/nodes", reason, "split it into several workflows");
        return new Outcome(Optional.empty(), findings.problems());
    }

    /** @param plan empty if there are problems, or if something could not even be read */
    record Outcome(Optional<ExecutionPlan> plan, List<SpecProblem> problems) {}

    private Map<String, ResolvedType> resolve(ReadResult read, TypeFinder finder, PlanFindings findings) {
        Map<String, ResolvedType> found = new HashMap<>();
        for (NodeSpec node : read.spec().nodes().values()) {
            finder.find(node, read, findings).ifPresent(type -> {
                found.put(node.id(), type);
                if (isRead(read, node)) {
                    checkConfig(node, type, read.pointer(node.id()), findings);
                }
                if (!finder.pinned(node)) { // a run that goes on was let in before
                    DeterminismCheck.check(node, type, read.pointer(node.id()), findings);
                    SecretCheck.check(node, type, read.pointer(node.id()), findings);
                    if (memory.concerns(type)) {
                        memory.check(node, type, limits(node, type), read.pointer(node.id()), findings);
                    }
                }
            });
        }
        return found;
    }

    /** Of a block that could not be read there is nothing to judge. */
    private static boolean isRead(ReadResult read, NodeSpec node) {
        String with = read.pointer(node.id()) + "/with";
        return read.problems().stream()
                .filter(problem -> problem.code().equals("BAD_EXPRESSION"))
                .map(SpecProblem::pointer)
                .noneMatch(place -> place.equals(with) || place.startsWith(with + "/"));
    }

    private static void checkConfig(NodeSpec node, ResolvedType type, String pointer, PlanFindings findings) {
        for (ConfigCheck.Flaw flaw : ConfigCheck.flaws(type.type(), node.with().source())) {
            String field = pointer + "/with/" + flaw.field().replace("~", "~0").replace("/", "~1");
            if (flaw.missing()) {
                findings.atKey(flaw.code(), pointer + "/with", flaw.reason(), flaw.remedy());
            } else if (flaw.code().equals("UNKNOWN_KEY")) {
                findings.atKey(flaw.code(), field, flaw.reason(), flaw.remedy());
            } else {
                findings.atValue(flaw.code(), field, flaw.reason(), flaw.remedy());
            }
        }
    }

    private List<PlannedNode> assemble(NeedsGraph graph, List<Integer> order, Map<String, ResolvedType> found) {
        NodeLayout layout = NodeLayout.of(graph, order);
        List<PlannedNode> nodes = new ArrayList<>(order.size());
        Map<Limits, Limits> known = new HashMap<>(); // most nodes have the same: once in memory is enough
        for (int number : order) {
            NodeSpec spec = graph.nodes().get(number);
            ResolvedType type = requireNonNull(found.get(spec.id()));
            int index = nodes.size();
            nodes.add(new PlannedNode(
                    index,
                    layout.level(number),
                    spec,
                    type,
                    layout.places(graph.needs(number)),
                    layout.dependents(index),
                    known.computeIfAbsent(limits(spec, type), same -> same)));
        }
        return nodes;
    }

    private Limits limits(NodeSpec spec, ResolvedType type) {
        Limits wanted = spec.limits().over(type.defaultLimits().orElse(Limits.DEFAULT));
        return type.maxLimits().map(wanted::min).orElse(wanted).min(administratorCap);
    }

    private static List<NodeUse> uses(WorkflowSpec spec) {
        List<NodeUse> uses = new ArrayList<>();
        spec.nodes().values().forEach(node -> {
            List<Reference> conditions =
                    node.when().map(when -> when.references()).orElse(List.of());
            Stream.concat(node.with().references().stream(), conditions.stream())
                    .forEach(reference -> add(uses, Optional.of(node.id()), reference));
        });
        spec.outputs()
                .values()
                .forEach(output -> output.references().forEach(reference -> add(uses, Optional.empty(), reference)));
        return uses;
    }

    private static void add(List<NodeUse> uses, Optional<String> reader, Reference reference) {
        if (reference.kind() == Reference.Kind.NODE) {
            uses.add(new NodeUse(reader, reference, reference.pointer(), Position.START));
        }
    }
}
