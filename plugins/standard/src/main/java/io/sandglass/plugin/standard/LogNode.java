package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.ANY;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.Locale;

/** Writes {@code message}, a text or any value as JSON, to the run's log at {@code level}; its output is empty. */
public final class LogNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("log", 1)
                .config("message", ANY.required().describedAs("A text, or any value to write as JSON."))
                .config("level", STRING.orElse("INFO").describedAs("DEBUG, INFO, WARN or ERROR."))
                .describedAs("Writes a line to the run's log.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        String message = text(config.any("message"));
        String wanted = config.string("level");
        for (LogLevel level : LogLevel.values()) {
            if (level.name().equals(wanted.toUpperCase(Locale.ROOT))) {
                return context -> {
                    context.log(level, message);
                    return NodeResult.completed(Payload.EMPTY);
                };
            }
        }
        return Failures.badConfig("with.level must be DEBUG, INFO, WARN or ERROR, but is " + wanted);
    }

    private static String text(Payload message) {
        return message.value() instanceof String text ? text : Json.write(message);
    }
}
