package io.sandglass.plan;

import static io.sandglass.plugin.ConfigType.ANY;
import static io.sandglass.plugin.ConfigType.BOOLEAN;
import static io.sandglass.plugin.ConfigType.DURATION;
import static io.sandglass.plugin.ConfigType.INTEGER;
import static io.sandglass.plugin.ConfigType.LIST;
import static io.sandglass.plugin.ConfigType.NUMBER;
import static io.sandglass.plugin.ConfigType.OBJECT;
import static io.sandglass.plugin.ConfigType.STRING;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.spec.TypeRef;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A few node types, as a plugin host would know them. */
final class KnownTypes implements NodeTypes {
    static final Limits RISK_DEFAULT = new Limits(1_000, 1 << 20, Duration.ofSeconds(2), 1_000, 1_000, 1_000);
    static final Limits RISK_MAX = new Limits(5_000, 1 << 20, Duration.ofSeconds(3), 2_000, 2_000, 2_000);

    private static final List<ResolvedType> ALL = List.of(
            type(NodeType.of("echo", 1).openConfig(), "built-in"),
            type(
                    NodeType.of("http", 1)
                            .config("url", STRING.required())
                            .config("method", STRING.orElse("GET"))
                            .config("headers", OBJECT.optional().takingSecrets()),
                    "built-in"),
            type(NodeType.of("shell", 1).config("argv", LIST.required()), "built-in"),
            type(NodeType.of("pause", 1).config("for", DURATION.required()), "built-in"),
            type(
                    NodeType.of("typed", 1)
                            .config("count", INTEGER.orElse(3))
                            .config("share", NUMBER.optional())
                            .config("deep", BOOLEAN.optional())
                            .config("map", OBJECT.optional())
                            .config("any", ANY.optional()),
                    "jar"),
            type(NodeType.of("ledger-post", "1.4.2").openConfig(), "jar"),
            new ResolvedType(
                    NodeType.of("risk-score", "2.1.0").openConfig(),
                    "wasm",
                    "sha256:risk",
                    Optional.of(RISK_DEFAULT),
                    Optional.of(RISK_MAX),
                    config -> context -> NodeResult.completed(Payload.NULL)));

    @Override
    public Optional<ResolvedType> resolve(TypeRef ref) {
        return ALL.stream()
                .filter(type -> type.type().name().equals(ref.name()))
                .filter(type -> ref.kind().map(type.kind()::equals).orElse(true))
                .filter(type -> ref.range()
                        .map(range -> type.type().version().startsWith(range.replace("^", "")))
                        .orElse(true))
                .findFirst();
    }

    @Override
    public Optional<ResolvedType> resolve(TypeRef ref, String digest) {
        return resolve(ref).filter(type -> type.digest().equals(digest));
    }

    @Override
    public Collection<String> names() {
        return ALL.stream().map(type -> type.type().name()).toList();
    }

    private static ResolvedType type(NodeType type, String kind) {
        return new ResolvedType(
                type,
                kind,
                kind + ":" + type.name(),
                Optional.empty(),
                Optional.empty(),
                config -> context -> NodeResult.completed(config.values()));
    }
}
