package io.sandglass.plan;

import io.sandglass.plugin.Permissions;
import io.sandglass.spec.NodeSpec;

/** Whether a node that says {@code determinism: strict} can keep to it. */
final class DeterminismCheck {
    private static final String CODE = "NOT_DETERMINISTIC";

    private DeterminismCheck() {}

    /** Whether a node runs in a world that is the same each time, and touches nothing outside of it. */
    static boolean isSealed(NodeSpec node, ResolvedType type) {
        Permissions asked = node.permissions();
        return node.strict()
                && type.isGuest()
                && asked.httpHosts().isEmpty()
                && asked.secrets().isEmpty()
                && !asked.kv();
    }

    /** @param pointer where the node stands in its document */
    static void check(NodeSpec node, ResolvedType type, String pointer, PlanFindings findings) {
        if (!node.strict()) {
            return;
        }
        if (!type.isGuest()) {
            findings.atValue(
                    CODE,
                    pointer + "/determinism",
                    "nodes of type '" + type.type().name()
                            + "' run outside of the sandbox, where time and chance are real",
                    "leave determinism out, or use a WASM module");
        }
        checkPermissions(node.permissions(), pointer + "/permissions", findings);
    }

    private static void checkPermissions(Permissions asked, String pointer, PlanFindings findings) {
        if (!asked.httpHosts().isEmpty()) {
            findings.atKey(
                    CODE,
                    pointer + "/http",
                    "what other hosts answer is not the same each time",
                    "leave determinism out, or ask in another node and hand the answer on");
        }
        if (!asked.secrets().isEmpty()) {
            findings.atKey(
                    CODE,
                    pointer + "/secrets",
                    "secrets are for requests, which are not the same each time, and their handles differ as well",
                    "leave determinism out, or use the secret in another node and hand the answer on");
        }
        if (asked.kv()) {
            findings.atKey(
                    CODE,
                    pointer + "/kv",
                    "what other nodes have kept with the run by then is not the same each time",
                    "leave determinism out, or hand the values on with the outputs of nodes");
        }
    }
}
