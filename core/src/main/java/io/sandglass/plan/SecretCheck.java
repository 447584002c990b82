package io.sandglass.plan;

import io.sandglass.expression.Reference;
import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.NodeType;
import io.sandglass.spec.NodeSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges every place where a node's config is given a secret: the field must take secrets, and the node must ask for it. */
final class SecretCheck {
    private SecretCheck() {}

    /** @param pointer of the node */
    static void check(NodeSpec node, ResolvedType type, String pointer, PlanFindings findings) {
        for (Reference reference : node.with().references()) {
            if (reference.kind() == Reference.Kind.SECRET) {
                String place = pointer + "/with" + reference.pointer();
                checkField(reference, type, place, findings);
                checkGrant(node, reference.name(), place, findings);
            }
        }
    }

    private static void checkField(Reference reference, ResolvedType type, String place, PlanFindings findings) {
        Map<String, ConfigField> fields = type.type().config();
        String field = field(reference.pointer());
        boolean takes = Optional.ofNullable(fields.get(field))
                .filter(ConfigField::secrets)
                .isPresent();
        if (!takes) {
            findings.atValue(
                    "SECRET_MISPLACED",
                    place,
                    "the config field '" + Words.shown(field) + "' of node type '"
                            + type.type().name() + "' takes no secrets",
                    elsewhere(type));
        }
    }

    private static String elsewhere(ResolvedType type) {
        String takers = takers(type.type());
        if (!takers.isEmpty()) {
            return "put it into one of " + takers;
        }
        return type.isGuest()
                ? "a guest is never given a secret; let it ask for a handle, and send that in its requests"
                : "no field of this node type takes one; hand it to a node that does, such as http in headers";
    }

    private static String takers(NodeType type) {
        return type.config().entrySet().stream()
                .filter(field -> field.getValue().secrets())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
    }

    private static void checkGrant(NodeSpec node, String secret, String place, PlanFindings findings) {
        Set<String> asked = node.permissions().secrets();
        if (!asked.contains(secret)) {
            findings.atValue(
                    "SECRET_NOT_ASKED_FOR",
                    place,
                    "node '" + node.id() + "' uses the secret '" + Words.shown(secret)
                            + "' without asking for it in its permissions",
                    Suggestion.orElse(secret, asked, "add permissions: { secrets: [" + Words.shown(secret) + "] }"));
        }
    }

    /** The first name of a JSON pointer. */
    private static String field(String pointer) {
        String[] names = pointer.split("/", 3);
        return names.length < 2 ? "" : names[1].replace("~1", "/").replace("~0", "~");
    }
}
