package io.sandglass.spec;

import io.sandglass.plugin.Permissions;
import io.sandglass.spec.Entries.Entry;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one node. */
final class NodeReader {
    private static final Set<String> KNOWN = Set.of(
            "type",
            "plugin",
            "needs",
            "with",
            "when",
            "pool",
            "timeout",
            "retry",
            "delivery",
            "determinism",
            "limits",
            "permissions",
            "description");
    private static final Set<String> KNOWN_IN_LISTS = with(KNOWN, "id");
    private static final Set<String> UNAVAILABLE = Set.of(
            "sha256",
            "cache",
            "catch",
            "compensate",
            "join",
            "role",
            "onTimeout",
            "value",
            "cases",
            "default",
            "if",
            "then",
            "else",
            "items",
            "as",
            "maxParallel",
            "tolerate",
            "outputs",
            "nodes",
            "branches",
            "while",
            "maxIterations",
            "delay",
            "ref",
            "revision",
            "wait",
            "onParentCancel");
    private static final Set<String> LIMITS =
            Set.of("fuel", "memory", "wall", "input", "output", "log", "scratch", "values");
    private static final Map<String, Delivery> DELIVERIES =
            Map.of("at-least-once", Delivery.AT_LEAST_ONCE, "at-most-once", Delivery.AT_MOST_ONCE);
    private static final Duration TIMEOUT = Duration.ofMinutes(10);

    private final TemplateReader templates;

    NodeReader(TemplateReader templates) {
        this.templates = templates;
    }

    /** The node, or empty if its type cannot be determined. */
    Optional<NodeSpec> read(Entry entry) {
        Section node = entry.section();
        if (!entry.value().isObject()) {
            node.findings().atValue(node.pointer(), Shapes.wrongType(entry.value(), "an object with a type"));
            return Optional.empty();
        }
        node.allow(entry.named() ? KNOWN_IN_LISTS : KNOWN, UNAVAILABLE);
        node.read("description", Shapes.TEXT);
        NodeSpec spec = new NodeSpec(
                entry.id(),
                TypeReader.read(node).orElse(TypeRef.named("")),
                List.copyOf(new LinkedHashSet<>(node.list("needs", Shapes.TEXT))),
                templates.read(node.child("with").node(), node.at("with"), Optional.of(entry.id())),
                node.has("when") ? templates.condition(node, "when", entry.id()) : Optional.empty(),
                node.read("pool", Shapes::id),
                timeout(node),
                node.has("retry") ? RetryReader.read(node.child("retry")) : RetrySpec.DEFAULT,
                node.read("determinism", Shapes.word(Map.of("strict", true), Set.of()))
                        .orElse(false),
                node.read("delivery", Shapes.word(DELIVERIES, Set.of())).orElse(Delivery.AT_LEAST_ONCE),
                node.has("limits") ? limits(node.child("limits")) : LimitsSpec.NONE,
                node.has("permissions") ? permissions(node.child("permissions")) : Permissions.NONE);
        return Optional.of(spec);
    }

    private static Duration timeout(Section node) {
        if (!node.get("timeout").isObject()) {
            return node.read("timeout", Shapes.SOME_TIME).orElse(TIMEOUT);
        }
        Section timeout = node.child("timeout");
        timeout.allow(Set.of("attempt"), Set.of("total", "queue", "heartbeat"));
        return timeout.read("attempt", Shapes.SOME_TIME).orElse(TIMEOUT);
    }

    private static LimitsSpec limits(Section limits) {
        limits.allow(LIMITS, Set.of("llmTokens", "hostCalls"));
        return new LimitsSpec(
                limits.read("fuel", Quantities.COUNT),
                limits.read("memory", Quantities.SIZE),
                limits.read("wall", Shapes.SOME_TIME),
                limits.read("input", Quantities.SIZE),
                limits.read("output", Quantities.SIZE),
                limits.read("log", Quantities.SIZE),
                limits.read("scratch", Quantities.SIZE),
                limits.read("values", Quantities.COUNT));
    }

    private static Permissions permissions(Section permissions) {
        permissions.allow(Set.of("exec", "http", "privateNetworks", "secrets", "kv"), Set.of("fs"));
        return new Permissions(
                Set.copyOf(permissions.list("exec", Shapes.PROGRAM)),
                Set.copyOf(permissions.list("http", Shapes.HOST)),
                permissions.read("privateNetworks", Shapes.TRUTH).orElse(false),
                Set.copyOf(permissions.list("secrets", Shapes::id)),
                permissions.read("kv", Shapes.TRUTH).orElse(false));
    }

    private static Set<String> with(Set<String> keys, String more) {
        Set<String> all = new LinkedHashSet<>(keys);
        all.add(more);
        return Set.copyOf(all);
    }
}
