package io.sandglass.plan;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeType;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A node type with the code behind it. Holding one keeps that code loaded, also after its file was replaced.
 *
 * @param kind {@code built-in}, {@code jar} or {@code wasm}
 * @param digest identity of the code, beginning with its kind: {@code jar:sha256:...} of the bytes loaded, or {@code
 *     built-in:name@version}
 * @param defaultLimits what the plugin itself suggests; empty for the general default
 * @param maxLimits what the plugin itself caps; empty for no cap of its own
 * @param mostMemoryBytes what a guest's module declares as its most memory; empty if it declares nothing, or is no guest
 * @param executors makes the executor of one attempt
 */
public record ResolvedType(
        NodeType type,
        String kind,
        String digest,
        Optional<Limits> defaultLimits,
        Optional<Limits> maxLimits,
        OptionalLong mostMemoryBytes,
        Function<NodeConfig, NodeExecutor> executors) {
    private static final String GUEST = "wasm";

    public ResolvedType {
        requireNonNull(type, "type");
        requireNonNull(kind, "kind");
        requireNonNull(digest, "digest");
        requireNonNull(defaultLimits, "defaultLimits");
        requireNonNull(maxLimits, "maxLimits");
        requireNonNull(mostMemoryBytes, "mostMemoryBytes");
        requireNonNull(executors, "executors");
    }

    /** A type of which nothing is known about its memory. */
    public ResolvedType(
            NodeType type,
            String kind,
            String digest,
            Optional<Limits> defaultLimits,
            Optional<Limits> maxLimits,
            Function<NodeConfig, NodeExecutor> executors) {
        this(type, kind, digest, defaultLimits, maxLimits, OptionalLong.empty(), executors);
    }

    /** Whether its code runs in the sandbox. */
    public boolean isGuest() {
        return kind.equals(GUEST);
    }
}
