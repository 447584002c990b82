package io.sandglass.plugin.testkit;

import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one attempt of a node in one line, the way the host does: checks the config against the node's type, completes it
 * with the defaults, makes the executor, executes. Immutable: each step returns another run.
 *
 * <pre>{@code
 * Payload output = Run.of(new GreetNode()).with("name", "Ada").output();
 * }</pre>
 *
 * @param plugin what to run
 * @param config the {@code with} block as a workflow would have it after its expressions were evaluated
 * @param context what the node is given
 */
public record Run(NodePlugin plugin, Map<String, @Nullable Object> config, NodeContext context) {
    public Run {
        config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
    }

    /** A run with an empty config in a {@link FakeContext}. */
    public static Run of(NodePlugin plugin) {
        return new Run(plugin, Map.of(), new FakeContext());
    }

    /** The same run with one more config field. */
    public Run with(String field, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(config);
        more.put(field, value);
        return new Run(plugin, more, context);
    }

    /** The same run with these config fields on top. */
    public Run with(Map<String, ?> fields) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(config);
        more.putAll(fields);
        return new Run(plugin, more, context);
    }

    /** The same run in another context. */
    public Run in(NodeContext context) {
        return new Run(plugin, config, context);
    }

    /**
     * Executes the node on this thread.
     *
     * @throws AssertionError if the config does not fit the node's type, or the node returns null
     * @throws Exception what the node threw
     */
    public NodeResult execute() throws Exception {
        NodeExecutor executor = plugin.create(checkedConfig());
        if (executor == null) {
            throw new AssertionError("create() returned null");
        }
        NodeResult result = executor.execute(context);
        if (result == null) {
            throw new AssertionError("execute() returned null");
        }
        return result;
    }

    /**
     * Executes the node and expects it to complete.
     *
     * @throws AssertionError if it ends otherwise; the message says how
     */
    public Payload output() throws Exception {
        NodeResult result = execute();
        if (result instanceof NodeResult.Completed completed) {
            return completed.output();
        }
        throw new AssertionError("the node was to complete, but ended as " + result);
    }

    /**
     * Executes the node and expects it to fail, by result and not by exception.
     *
     * @throws AssertionError if it ends otherwise; the message says how
     */
    public NodeFailure failure() throws Exception {
        NodeResult result = execute();
        if (result instanceof NodeResult.Failed failed) {
            return failed.failure();
        }
        throw new AssertionError("the node was to fail, but ended as " + result);
    }

    /** The config as the plugin gets it: checked, and completed with the type's defaults. */
    NodeConfig checkedConfig() {
        NodeType type = plugin.type();
        Map<String, @Nullable Object> complete = new LinkedHashMap<>(config);
        type.config().forEach((field, definition) -> addDefault(complete, field, definition));
        ConfigCheck.check(type, complete);
        type.config()
                .forEach((field, definition) -> Optional.ofNullable(complete.get(field))
                        .flatMap(definition.type()::fit)
                        .ifPresent(value -> complete.put(field, value)));
        return NodeConfig.of(complete);
    }

    private static void addDefault(Map<String, @Nullable Object> config, String field, ConfigField definition) {
        if (!config.containsKey(field) && definition.defaultValue().isPresent()) {
            config.put(field, definition.defaultValue().get().value());
        }
    }
}
