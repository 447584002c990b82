package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.DURATION;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * Waits without a thread: {@code for} a duration of at most 30 days, or {@code until} an ISO-8601 instant; its output is
 * empty. An instant in the past, like a duration of zero, completes it at once. With {@code event} it waits for a signal
 * of that name sent to the run, whose data is its output; {@code for} or {@code until} is then how long at most, and
 * what follows is {@code onTimeout}: {@code fail} with {@code Timeout}, or {@code complete} with {@code timedOut: true}.
 */
public final class WaitNode implements NodePlugin {
    private static final Duration LONGEST = Duration.ofDays(30);

    @Override
    public NodeType type() {
        return NodeType.of("wait", 1)
                .config("for", DURATION.optional().describedAs("How long, at most P30D."))
                .config("until", STRING.optional().describedAs("An instant, such as 2026-03-01T09:00:00Z."))
                .config("event", STRING.optional().describedAs("A signal sent to the run."))
                .config("onTimeout", STRING.orElse("fail").describedAs("fail or complete, if no signal came in time."))
                .describedAs("Waits for a time, until an instant, or for a signal.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        if (config.has("event") ? config.has("for") && config.has("until") : config.has("for") == config.has("until")) {
            return Failures.badConfig("give either with.for or with.until, or with.event and at most one of them");
        }
        if (!config.has("event")) {
            return config.has("for") ? waitFor(config.duration("for")) : waitUntil(config.string("until"));
        }
        return waitForEvent(Expectation.signal(config.string("event")), config);
    }

    private static NodeExecutor waitForEvent(Expectation signal, NodeConfig config) {
        String onTimeout = config.string("onTimeout");
        if (!onTimeout.equals("fail") && !onTimeout.equals("complete")) {
            return Failures.badConfig("with.onTimeout must be fail or complete, but is " + onTimeout);
        }
        if (!config.has("for") && !config.has("until")) {
            return context -> NodeResult.await(signal);
        }
        NodeExecutor timed = config.has("for") ? waitFor(config.duration("for")) : waitUntil(config.string("until"));
        NodeResult late = onTimeout.equals("fail")
                ? Failures.user("Timeout", "the signal '" + signal.about() + "' did not come in time")
                : NodeResult.completed(Payload.of(Map.of("timedOut", true)));
        return context -> timed.execute(context) instanceof NodeResult.Suspended suspended
                ? NodeResult.await(signal.until(suspended.wakeAt(), late))
                : timed.execute(context);
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
