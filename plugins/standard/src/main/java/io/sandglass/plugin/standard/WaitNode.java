package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.DURATION;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/**
 * Waits without a thread: {@code for} a duration of at most 30 days, or {@code until} an ISO-8601 instant; its output is
 * empty. An instant in the past, like a duration of zero, completes it at once.
 */
public final class WaitNode implements NodePlugin {
    private static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public NodeType type() {
        return NodeType.of("wait", 1)
                .config("for", DURATION.optional().describedAs("How long, at most P30D."))
                .config("until", STRING.optional().describedAs("An instant, such as 2026-03-01T09:00:00Z."))
                .describedAs("Waits for a time, or until an instant.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        if (config.has("for") == config.has("until")) {
            return Failures.badConfig("give either with.for or with.until");
        }
        return config.has("for") ? waitFor(config.duration("for")) : waitUntil(config.string("until"));
    }

    private static NodeExecutor waitFor(Duration pause) {
        if (pause.isNegative() || pause.compareTo(LONGEST) > 0) {
            return Failures.badConfig("with.for must be from PT0S to P30D, but is " + pause);
        }
        return context -> NodeResult.suspendUntil(context.now().plus(pause));
    }

    private static NodeExecutor waitUntil(String text) {
        try {
            Instant end = OffsetDateTime.parse(text).toInstant();
            return context -> NodeResult.suspendUntil(end);
        } catch (DateTimeParseException malformed) {
            return Failures.badConfig("with.until must be an instant such as 2026-03-01T09:00:00Z, but is "
                    + malformed.getParsedString());
        }
    }
}
