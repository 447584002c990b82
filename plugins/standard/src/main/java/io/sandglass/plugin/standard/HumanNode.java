package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.DURATION;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks people, and waits without a thread until one approves or rejects. Its output says {@code approve}, {@code by} and
 * {@code comment}, beside the data that came with the decision. A rejection fails it with {@code Rejected}, unless
 * {@code onReject} is {@code complete}. If nobody decides within {@code timeout}, {@code onTimeout} does: {@code fail}
 * with {@code Timeout}, {@code approve} or {@code reject}.
 */
public final class HumanNode implements NodePlugin {
    private static final List<String> TIMEOUTS = List.of("fail", "approve", "reject");
    private static final List<String> REJECTIONS = List.of("fail", "complete");

    @Override
    public NodeType type() {
        return NodeType.of("human", 1)
                .config("prompt", STRING.required().describedAs("What people are asked; one line."))
                .config("timeout", DURATION.optional().describedAs("How long to wait; for ever if not given."))
                .config("onTimeout", STRING.orElse("fail").describedAs("fail, approve or reject."))
                .config("onReject", STRING.orElse("fail").describedAs("fail, or complete with approve: false."))
                .describedAs("Waits until somebody approves or rejects.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        String onTimeout = config.string("onTimeout");
        String onReject = config.string("onReject");
        if (!TIMEOUTS.contains(onTimeout)) {
            return Failures.badConfig("with.onTimeout must be one of " + TIMEOUTS + ", but is " + onTimeout);
        }
        if (!REJECTIONS.contains(onReject)) {
            return Failures.badConfig("with.onReject must be one of " + REJECTIONS + ", but is " + onReject);
        }
        boolean completes = onReject.equals("complete");
        Expectation asked = Expectation.decision(config.string("prompt"));
        Expectation asking = completes ? asked.completingOnRejection() : asked;
        if (!config.has("timeout")) {
            return context -> NodeResult.await(asking);
        }
        Duration most = config.duration("timeout");
        NodeResult late = late(onTimeout, completes, most);
        return context -> NodeResult.await(asking.until(context.now().plus(most), late));
    }

    private static NodeResult late(String onTimeout, boolean rejectionCompletes, Duration most) {
        boolean approve = onTimeout.equals("approve");
        if (approve || onTimeout.equals("reject") && rejectionCompletes) {
            return NodeResult.completed(Payload.of(
                    Map.of("approve", approve, "by", "the timeout", "comment", "nobody decided within " + most)));
        }
        String code = onTimeout.equals("reject") ? "Rejected" : "Timeout";
        return NodeResult.failed(NodeFailure.of(FailureKind.USER, code, "nobody decided within " + most));
    }
}
