package io.sandglass.plugin.host;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeType;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * A node type with the code behind it. Holding one keeps that code loaded, also after its file was replaced or removed.
 *
 * @param type name, version and config fields
 * @param kind {@code built-in}, {@code jar} or {@code wasm}
 * @param digest identity of the code: {@code sha256:...} of the bytes loaded, or {@code built-in:name@version}
 * @param defaultLimits what the plugin itself suggests; empty for the general default
 * @param maxLimits what the plugin itself caps; empty for no cap of its own
 * @param mostMemoryBytes what a WASM module declares as its most memory; empty if it declares nothing, and for others
 * @param executors makes the executor of one attempt; thread-safe
 */
public record LoadedType(
        NodeType type,
        String kind,
        String digest,
        Optional<Limits> defaultLimits,
        Optional<Limits> maxLimits,
        OptionalLong mostMemoryBytes,
        Function<NodeConfig, NodeExecutor> executors) {
    static final String BUILT_IN = "built-in";
    static final String JAR = "jar";
    static final String WASM = "wasm";

    public LoadedType {
        requireNonNull(type, "type");
        requireNonNull(kind, "kind");
        requireNonNull(digest, "digest");
        requireNonNull(defaultLimits, "defaultLimits");
        requireNonNull(maxLimits, "maxLimits");
        requireNonNull(mostMemoryBytes, "mostMemoryBytes");
        requireNonNull(executors, "executors");
    }

    /** A type without limits of its own. */
    static LoadedType of(NodeType type, String kind, String digest, Function<NodeConfig, NodeExecutor> executors) {
        return new LoadedType(type, kind, digest, Optional.empty(), Optional.empty(), OptionalLong.empty(), executors);
    }

    /** The type as a workflow names it: {@code greet@1.2.0}. */
    String label() {
        return type.name() + "@" + type.version();
    }
}
