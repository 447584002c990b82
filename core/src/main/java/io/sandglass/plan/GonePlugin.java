package io.sandglass.plan;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.spec.TypeRef;
import java.util.Optional;

/** Stands for code that a run is pinned to and that is no longer there: its attempts fail. */
final class GonePlugin {
    private GonePlugin() {}

    static ResolvedType type(TypeRef wanted, String digest) {
        NodeType type = NodeType.of(wanted.name().isEmpty() ? "gone" : wanted.name(), "0.0.0")
                .openConfig();
        NodeFailure failure = NodeFailure.of(
                        FailureKind.USER,
                        "PluginGone",
                        "the run is pinned to " + wanted + " with the digest " + digest
                                + ", which is no longer installed; install it again, or start a new run")
                .retryable(false);
        return new ResolvedType(
                type,
                "gone",
                digest,
                Optional.empty(),
                Optional.empty(),
                config -> context -> NodeResult.failed(failure));
    }
}
