package com.example.greeter;

import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.Map;

/** Greets {@code name}; its output is {@code {text}}. */
public final class GreetNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("greet", "1.0.0")
                .config("name", STRING.required().describedAs("Whom to greet."))
                .config("greeting", STRING.orElse("Hello").describedAs("How to greet."))
                .describedAs("Greets someone.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        String text = config.string("greeting") + ", " + config.string("name") + "!";
        return context -> {
            context.log(LogLevel.INFO, "greeting " + config.string("name"));
            return NodeResult.completed(Payload.of(Map.of("text", text)));
        };
    }
}
