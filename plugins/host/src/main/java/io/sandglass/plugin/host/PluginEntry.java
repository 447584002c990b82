package io.sandglass.plugin.host;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.NodeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the registry knows about one plugin: a file in a plugin directory, or a built-in. Immutable; holds no plugin code.
 *
 * @param file the file's path, or {@code built-in}
 * @param kind {@code built-in}, {@code jar} or {@code wasm}
 * @param digest {@code sha256:...} of the bytes that were loaded, or {@code built-in:name@version}; empty if the file
 *     could not be read
 * @param types the node types it provides; empty if it was refused before they were known
 * @param state whether it was loaded
 * @param reason why it is not loaded, for people; empty if it is
 * @param loadedAt when it was loaded or refused
 */
public record PluginEntry(
        String file,
        String kind,
        String digest,
        List<NodeType> types,
        PluginState state,
        Optional<String> reason,
        Instant loadedAt) {
    public PluginEntry {
        requireNonNull(file, "file");
        requireNonNull(kind, "kind");
        requireNonNull(digest, "digest");
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
        requireNonNull(loadedAt, "loadedAt");
        types = List.copyOf(types);
    }
}
