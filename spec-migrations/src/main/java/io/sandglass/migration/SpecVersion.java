package io.sandglass.migration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A version of the workflow format. */
public enum SpecVersion {
    /** The ScriptChain form. */
    V1("sandglass/v1", List.of()),
    /** The list-of-nodes Workflow form. */
    V2(
            "sandglass/v2",
            List.of(
                    "tool_name",
                    "tool_args",
                    "llm_config",
                    "input_schema",
                    "output_schema",
                    "timeout_seconds",
                    "retry_policy",
                    "items_source",
                    "item_var",
                    "body",
                    "expression",
                    "true_path",
                    "false_path")),
    /** Maps keyed by id, JSONata expressions. */
    V3("sandglass/v3", List.of("needs", "plugin", "with"));

    /** What documents are read as after upgrading. */
    public static final SpecVersion CURRENT = V3;

    private final String apiVersion;
    private final List<String> nodeKeys;

    SpecVersion(String apiVersion, List<String> nodeKeys) {
        this.apiVersion = apiVersion;
        this.nodeKeys = nodeKeys;
    }

    /** As a document writes it: {@code sandglass/v3}. */
    public String apiVersion() {
        return apiVersion;
    }

    /** Keys of nodes that no earlier version has. */
    public List<String> nodeKeys() {
        return nodeKeys;
    }

    public static Optional<SpecVersion> of(String apiVersion) {
        return Arrays.stream(values())
                .filter(version -> version.apiVersion.equals(apiVersion))
                .findFirst();
    }
}
