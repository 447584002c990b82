package io.sandglass.plan;

import io.sandglass.migration.Suggestion;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.ReadResult;
import io.sandglass.spec.TypeRef;
import io.sandglass.spec.Unavailable;
import java.util.Map;
import java.util.Optional;

/** Finds the types of nodes, or says what there is instead. */
final class TypeFinder {
    private final NodeTypes types;
    private final Map<String, String> digests;

    /** @param digests what each node is pinned to, by id; nodes that are not in it take the newest type */
    TypeFinder(NodeTypes types, Map<String, String> digests) {
        this.types = types;
        this.digests = digests;
    }

    boolean pinned(NodeSpec node) {
        return digests.containsKey(node.id());
    }

    /** The type of a node; if it is pinned, a type at any rate. */
    Optional<ResolvedType> find(NodeSpec node, ReadResult read, PlanFindings findings) {
        String digest = digests.get(node.id());
        if (digest != null) {
            return Optional.of(
                    types.resolve(node.type(), digest).orElseGet(() -> GonePlugin.type(node.type(), digest)));
        }
        Optional<ResolvedType> found = types.resolve(node.type());
        boolean readable = !node.type().name().isEmpty();
        if (found.isEmpty() && readable && !findings.full()) {
            report(node.type(), read.pointer(node.id()), findings);
        }
        return found;
    }

    private void report(TypeRef wanted, String pointer, PlanFindings findings) {
        boolean plugin = wanted.range().isPresent() || wanted.kind().isPresent();
        String place = pointer + (plugin ? "/plugin" : "/type");
        Optional<ResolvedType> other = types.resolve(TypeRef.named(wanted.name()));
        if (other.isPresent()) {
            findings.atValue(
                    "NO_SUCH_VERSION", place, mismatch(wanted, other.get()), "ask for what is there, or install it");
        } else if (Unavailable.nodeTypes().contains(wanted.name()) && !plugin) {
            findings.atValue(
                    "UNAVAILABLE",
                    place,
                    "this version does not have the node type '" + wanted.name() + "' yet",
                    Unavailable.insteadOfType(wanted.name()));
        } else {
            findings.atValue(
                    "UNKNOWN_TYPE",
                    place,
                    "there is no node type '" + Words.shown(wanted.name()) + "'",
                    Suggestion.orElse(
                            wanted.name(), types.names(), "install the plugin that has it, or use another node type"));
        }
    }

    private static String mismatch(TypeRef wanted, ResolvedType there) {
        String kind = wanted.kind().map(name -> " of kind " + name).orElse("");
        return "there is no '" + wanted + "'" + kind + ", only " + there.type().name() + "@"
                + there.type().version() + " of kind " + there.kind();
    }
}
