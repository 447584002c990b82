package io.sandglass.benchmarks.host;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;

/** Notes when its code began. */
public final class StampNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("bench.stamp", 1);
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> {
            Moment.stamp();
            return NodeResult.completed(Payload.EMPTY);
        };
    }
}
