package io.sandglass.migration;

import java.util.Arrays;
import java.util.Optional;

/** A version of the workflow format. */
public enum SpecVersion {
    /** The ScriptChain form. */
    V1("sandglass/v1"),
    /** The list-of-nodes Workflow form. */
    V2("sandglass/v2"),
    /** Maps keyed by id, JSONata expressions. */
    V3("sandglass/v3");

    /** What documents are read as after upgrading. */
    public static final SpecVersion CURRENT = V3;

    private final String apiVersion;

    SpecVersion(String apiVersion) {
        this.apiVersion = apiVersion;
    }

    /** As a document writes it: {@code sandglass/v3}. */
    public String apiVersion() {
        return apiVersion;
    }

    public static Optional<SpecVersion> of(String apiVersion) {
        return Arrays.stream(values())
                .filter(version -> version.apiVersion.equals(apiVersion))
                .findFirst();
    }
}
