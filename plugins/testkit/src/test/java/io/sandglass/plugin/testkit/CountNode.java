package io.sandglass.plugin.testkit;

import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.Map;

/** A well-behaved node. */
public final class CountNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("count", 1)
                .config("to", ConfigType.INTEGER.required())
                .config("step", ConfigType.INTEGER.orElse(1))
                .config("pause", ConfigType.DURATION.optional());
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        long steps = config.integer("to") / config.integer("step");
        return context -> {
            context.log(LogLevel.DEBUG, "counting");
            return NodeResult.completed(Payload.of(Map.of("steps", steps)));
        };
    }
}
