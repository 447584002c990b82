package io.sandglass.plugin.standard;

import static io.sandglass.plugin.ConfigType.BOOLEAN;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;

/** Fails with {@code code} and {@code message}; retried only if {@code retryable}. */
public final class FailNode implements NodePlugin {
    @Override
    public NodeType type() {
        return NodeType.of("fail", 1)
                .config("code", STRING.orElse("Failed").describedAs("Words joined by dots; retry rules name it."))
                .config("message", STRING.orElse("the workflow said so").describedAs("One sentence for people."))
                .config("retryable", BOOLEAN.orElse(false).describedAs("Whether another attempt may be made."))
                .describedAs("Fails on purpose.");
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        boolean retryable = config.bool("retryable");
        FailureKind kind = retryable ? FailureKind.EXTERNAL : FailureKind.USER;
        try {
            NodeFailure failure = new NodeFailure(kind, config.string("code"), config.string("message"), retryable);
            return context -> NodeResult.failed(failure);
        } catch (IllegalArgumentException malformed) {
            return Failures.badConfig("with." + malformed.getMessage());
        }
    }
}
