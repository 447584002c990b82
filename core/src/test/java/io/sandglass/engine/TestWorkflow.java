package io.sandglass.engine;

import io.sandglass.expression.Template;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plan.PlannedNode;
import io.sandglass.plan.ResolvedType;
import io.sandglass.plugin.Limits;
import io.sandglass.spec.BudgetSpec;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.LimitsSpec;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.Pace;
import io.sandglass.spec.Queueing;
import io.sandglass.spec.RetentionSpec;
import io.sandglass.spec.TypeRef;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.spec.WorkflowSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes a plan by hand; nodes come after what they need. */
public final class TestWorkflow {
    private final String id;
    private final Map<String, TestNode> nodes = new LinkedHashMap<>();
    private final Map<String, Template> outputs = new LinkedHashMap<>();
    private FailurePolicy policy = FailurePolicy.CONTINUE_POSSIBLE;
    private Pace pace = Pace.STRICT;
    private Queueing queueing = Queueing.DEFAULT;
    private String namespace = "default";
    private Limits limits = Limits.DEFAULT;
    private BudgetSpec budget = BudgetSpec.NONE;

    private TestWorkflow(String id) {
        this.id = id;
    }

    public static TestWorkflow workflow(String id) {
        return new TestWorkflow(id);
    }

    public TestWorkflow policy(FailurePolicy policy) {
        this.policy = policy;
        return this;
    }

    public TestWorkflow namespace(String namespace) {
        this.namespace = namespace;
        return this;
    }

    public TestWorkflow priority(int priority) {
        this.queueing = new Queueing(priority, queueing.concurrency());
        return this;
    }

    public TestWorkflow concurrency(ConcurrencySpec concurrency) {
        this.queueing = new Queueing(queueing.priority(), Optional.of(concurrency));
        return this;
    }

    public TestWorkflow pace(Pace pace) {
        this.pace = pace;
        return this;
    }

    public TestWorkflow limits(Limits limits) {
        this.limits = limits;
        return this;
    }

    public TestWorkflow budget(long fuelUnits) {
        this.budget = new BudgetSpec(Optional.of(fuelUnits));
        return this;
    }

    public TestWorkflow node(String id, TestNode node, TestNode.Option... options) {
        for (TestNode.Option option : options) {
            option.set(node);
        }
        nodes.put(id, node);
        return this;
    }

    public TestWorkflow output(String name, Template template) {
        outputs.put(name, template);
        return this;
    }

    public WorkflowKey key() {
        return new WorkflowKey(namespace, id);
    }

    public String id() {
        return id;
    }

    public ExecutionPlan plan() {
        Map<String, Integer> indexes = new HashMap<>();
        nodes.keySet().forEach(node -> indexes.put(node, indexes.size()));
        List<List<Integer>> dependents = new ArrayList<>();
        nodes.keySet().forEach(node -> dependents.add(new ArrayList<>()));
        nodes.forEach((name, node) ->
                node.needs.forEach(need -> dependents.get(indexes.get(need)).add(indexes.get(name))));
        List<PlannedNode> planned = new ArrayList<>();
        Map<String, NodeSpec> specs = new LinkedHashMap<>();
        nodes.forEach((name, node) -> {
            specs.put(name, spec(name, node));
            List<Integer> needs = node.needs.stream().map(indexes::get).toList();
            int level = needs.stream()
                    .mapToInt(need -> planned.get(need).level() + 1)
                    .max()
                    .orElse(0);
            int index = indexes.get(name);
            planned.add(
                    new PlannedNode(index, level, specs.get(name), type(node), needs, dependents.get(index), limits));
        });
        return new ExecutionPlan(workflowSpec(specs), planned);
    }

    private WorkflowSpec workflowSpec(Map<String, NodeSpec> specs) {
        return new WorkflowSpec(
                namespace,
                id,
                "",
                Map.of(),
                Map.of(),
                Map.of(),
                policy,
                pace,
                queueing,
                budget,
                RetentionSpec.NONE,
                specs,
                outputs);
    }

    private static NodeSpec spec(String name, TestNode node) {
        return new NodeSpec(
                name,
                TypeRef.named("test"),
                node.needs,
                node.with,
                node.when,
                node.pool,
                node.timeout,
                node.retry,
                node.strict,
                node.delivery,
                LimitsSpec.NONE,
                node.permissions);
    }

    private static ResolvedType type(TestNode node) {
        return new ResolvedType(
                node.type, node.kind, node.kind + ":test@1.0.0", Optional.empty(), Optional.empty(), node.executors);
    }
}
