package io.sandglass.benchmarks.host;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;

/** Does nothing, and says that doing it again harms nobody. */
public final class PureNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("bench.pure", 1).asPure();
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> NodeResult.completed(Payload.EMPTY);
    }
}
