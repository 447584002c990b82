package io.sandglass.plugin.standard;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;

/** Gives back its whole {@code with} block; any fields. */
public final class EchoNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("echo", 1).openConfig().asPure().describedAs("Gives back what it is given.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> NodeResult.completed(config.values());
    }
}
