package io.sandglass.benchmarks.host;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;

/** Does nothing, but for all the engine knows it has effects. */
public final class TrivialNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("bench.trivial", 1);
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> NodeResult.completed(Payload.EMPTY);
    }
}
