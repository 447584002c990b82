package com.example.late;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;

/** For a plugin JAR that comes and goes. */
public final class LateNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("late", 1);
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> NodeResult.completed(config.values());
    }
}
