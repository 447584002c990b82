package io.sandglass.plugin.standard;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;

/** Failures that several nodes share. */
final class Failures {
    private Failures() {}

    /** A config that fits its fields' types, but makes no sense. */
    static NodeExecutor badConfig(String message) {
        return context -> user("BadConfig", message);
    }

    static NodeResult user(String code, String message) {
        return NodeResult.failed(NodeFailure.of(FailureKind.USER, code, message));
    }

    static NodeResult limit(String code, String message) {
        return NodeResult.failed(NodeFailure.of(FailureKind.LIMIT, code, message));
    }

    static NodeResult external(String code, String message) {
        return NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, code, message));
    }
}
