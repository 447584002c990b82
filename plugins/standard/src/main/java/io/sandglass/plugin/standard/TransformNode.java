package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.ANY;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;

/** Gives {@code value} as its output; the expressions in it, evaluated before, do the work. */
public final class TransformNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("transform", 1)
                .config("value", ANY.required().describedAs("The output: an expression, or a structure of them."))
                .asPure()
                .describedAs("Shapes data with expressions.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> NodeResult.completed(config.any("value"));
    }
}
