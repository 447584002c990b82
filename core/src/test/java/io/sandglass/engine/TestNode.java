package io.sandglass.engine;

import io.sandglass.expression.Expression;
import io.sandglass.expression.Scope;
import io.sandglass.expression.Template;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.spec.Delivery;
import io.sandglass.spec.RetrySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** How a node of a test behaves, and the options it may be given. */
public final class TestNode {
    final Function<NodeConfig, NodeExecutor> executors;
    final List<String> needs = new ArrayList<>();
    Template with = Fakes.template(Map.of());
    Optional<Expression> when = Optional.empty();
    Optional<String> pool = Optional.empty();
    Duration timeout = Duration.ofMinutes(10);
    RetrySpec retry = RetrySpec.DEFAULT;
    Delivery delivery = Delivery.AT_LEAST_ONCE;
    Permissions permissions = Permissions.NONE;
    String kind = "built-in";
    boolean strict;
    NodeType type = NodeType.of("test", 1).openConfig();

    private TestNode(Function<NodeConfig, NodeExecutor> executors) {
        this.executors = executors;
    }

    public static TestNode running(NodeExecutor executor) {
        return new TestNode(config -> executor);
    }

    /** Another one that does the same; each node of a workflow needs its own. */
    public static TestNode like(TestNode other) {
        return new TestNode(other.executors);
    }

    public static TestNode configured(Function<NodeConfig, NodeExecutor> executors) {
        return new TestNode(executors);
    }

    /** Completes with its config. */
    public static TestNode echo() {
        return new TestNode(config -> context -> NodeResult.completed(config.values()));
    }

    public static TestNode returning(Object output) {
        return running(context -> NodeResult.completed(Payload.of(output)));
    }

    public static TestNode failing() {
        return failing(NodeFailure.of(FailureKind.EXTERNAL, "Broken", "it broke"));
    }

    public static TestNode failing(NodeFailure failure) {
        return running(context -> NodeResult.failed(failure));
    }

    /** Fails until the given attempt. */
    public static TestNode flaky(int succeeding) {
        return running(context -> context.attempt() < succeeding
                ? NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Flaky", "not yet"))
                : NodeResult.completed(Payload.of(context.attempt())));
    }

    public static TestNode sleeping(Duration pause) {
        return running(context -> NodeResult.suspendUntil(context.now().plus(pause)));
    }

    /** A template that is a constant. */
    public static Template template(Object value) {
        return Fakes.template(value);
    }

    /** An option of a node. */
    public interface Option {
        void set(TestNode node);
    }

    public static Option after(String... needs) {
        return node -> node.needs.addAll(List.of(needs));
    }

    public static Option when(Predicate<Scope> condition, String... nodes) {
        return node -> node.when = Optional.of(Fakes.expression(Set.of(nodes), condition));
    }

    public static Option with(Function<Scope, Object> values, String... nodes) {
        return node -> node.with = Fakes.template(Set.of(nodes), values);
    }

    public static Option pool(String pool) {
        return node -> node.pool = Optional.of(pool);
    }

    public static Option timeout(Duration timeout) {
        return node -> node.timeout = timeout;
    }

    public static Option retry(int maxAttempts, Duration delay) {
        return node -> node.retry = new RetrySpec(
                maxAttempts,
                RetrySpec.Strategy.EXPONENTIAL,
                delay,
                2.0,
                Duration.ofMinutes(5),
                List.of(),
                RetrySpec.Jitter.NONE,
                Optional.empty(),
                List.of(),
                List.of());
    }

    public static Option atMostOnce() {
        return node -> node.delivery = Delivery.AT_MOST_ONCE;
    }

    public static Option retry(RetrySpec retry) {
        return node -> node.retry = retry;
    }

    /** As if it were a module in the sandbox. */
    public static Option metered() {
        return node -> node.kind = "wasm";
    }

    /** As if it were such a module, in a world that is the same each time. */
    public static Option strict() {
        return node -> {
            node.kind = "wasm";
            node.strict = true;
        };
    }

    public static Option typed(NodeType type) {
        return node -> node.type = type;
    }

    public static Option asking(Permissions permissions) {
        return node -> node.permissions = permissions;
    }
}
