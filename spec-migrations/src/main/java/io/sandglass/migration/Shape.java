package io.sandglass.migration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The signs by which a document without {@code apiVersion} tells its version.
 *
 * <p>Both older forms have a list of nodes. Keys that only v2 has make it v2, whatever else is there; without them,
 * {@code {{name}}} templates and a {@code failure_policy} of the chain make it v1, {@code {name}} templates v2, and
 * nothing at all v1.
 */
record Shape(boolean nodeList, boolean nodeMap, boolean newKeys, boolean v2Keys, boolean v1Keys, Templates templates) {
    static Shape of(ObjectNode root) {
        var nodes = root.path("nodes");
        return new Shape(
                nodes.isArray(),
                nodes.isObject(),
                anyNodeHas(nodes, SpecVersion.V3.nodeKeys()),
                anyNodeHas(nodes, SpecVersion.V2.nodeKeys()) || root.has("version"),
                root.has("failure_policy"),
                Templates.in(nodes));
    }

    Verdict version() {
        if (!nodeList) {
            var reason = nodeMap ? "'apiVersion' is missing" : "'apiVersion' is missing, and so is a list of 'nodes'";
            return Verdict.refused(reason, "start with 'apiVersion: sandglass/v3'");
        }
        if (newKeys) {
            return v2Keys || v1Keys
                    ? Verdict.refused(
                            "'apiVersion' is missing, and keys of different versions are mixed",
                            "state the version as 'apiVersion: ...'")
                    : Verdict.refused("'apiVersion' is missing", "start with 'apiVersion: sandglass/v3'");
        }
        if (v2Keys) {
            return Verdict.of(SpecVersion.V2);
        }
        return Verdict.of(v1Keys || templates != Templates.SINGLE ? SpecVersion.V1 : SpecVersion.V2);
    }

    private static boolean anyNodeHas(JsonNode nodes, List<String> keys) {
        for (var node : nodes) {
            if (keys.stream().anyMatch(node::has)) {
                return true;
            }
        }
        return false;
    }

    /** Which braces the strings of the nodes use. */
    enum Templates {
        NONE,
        SINGLE,
        DOUBLE;

        private static final Pattern DOUBLE_BRACES =
                Pattern.compile("\\{\\{ {0,3}[A-Za-z_][A-Za-z0-9_.-]{0,200} {0,3}}}");
        private static final Pattern SINGLE_BRACES = Pattern.compile("\\{[A-Za-z_][A-Za-z0-9_.-]{0,200}}");

        static Templates in(JsonNode nodes) {
            var found = NONE;
            var open = new ArrayDeque<JsonNode>();
            open.push(nodes);
            while (!open.isEmpty()) {
                var node = open.pop();
                node.forEach(open::push);
                if (node.isTextual() && DOUBLE_BRACES.matcher(node.textValue()).find()) {
                    return DOUBLE;
                }
                if (node.isTextual() && SINGLE_BRACES.matcher(node.textValue()).find()) {
                    found = SINGLE;
                }
            }
            return found;
        }
    }
}
