package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.plan.NodeTypes;
import io.sandglass.plan.ResolvedType;
import io.sandglass.plugin.host.LoadedType;
import io.sandglass.plugin.host.PluginRegistry;
import io.sandglass.spec.TypeRef;
import java.util.Collection;
import java.util.Optional;

/**
 * Hands the plugin host's types to the planner.
 *
 * <p>To the engine a digest also tells the kind, so that history can show it: {@code jar:sha256:...}, {@code
 * wasm:sha256:...}, {@code built-in:echo@1.0.0}.
 */
final class PluginNodeTypes implements NodeTypes {
    private final PluginRegistry registry;

    PluginNodeTypes(PluginRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    @Override
    public Optional<ResolvedType> resolve(TypeRef ref) {
        return registry.find(ref.name(), ref.range(), ref.kind()).map(PluginNodeTypes::resolved);
    }

    @Override
    public Optional<ResolvedType> resolve(TypeRef ref, String digest) {
        String own = digest.replaceFirst("^(jar|wasm):", "");
        return registry.find(ref.name(), ref.range(), ref.kind(), own).map(PluginNodeTypes::resolved);
    }

    @Override
    public Collection<String> names() {
        return registry.names();
    }

    private static ResolvedType resolved(LoadedType loaded) {
        return new ResolvedType(
                loaded.type(),
                loaded.kind(),
                digest(loaded.kind(), loaded.digest()),
                loaded.defaultLimits(),
                loaded.maxLimits(),
                loaded.mostMemoryBytes(),
                loaded.executors());
    }

    /** The host's digest with its kind before it. */
    static String digest(String kind, String digest) {
        return digest.isEmpty() || digest.startsWith(kind + ":") ? digest : kind + ":" + digest;
    }
}
