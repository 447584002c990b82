package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.spec.WorkflowKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** There is no such workflow or trigger; the message says what there is. */
public final class UnknownName extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient @Nullable WorkflowKey workflow;

    private UnknownName(String code, @Nullable WorkflowKey workflow, String message) {
        super(message);
        this.code = requireNonNull(code, "code");
        this.workflow = workflow;
    }

    static UnknownName workflow(String message) {
        return new UnknownName("UNKNOWN_WORKFLOW", null, message);
    }

    /** @param workflow which has no such trigger */
    static UnknownName trigger(WorkflowKey workflow, String message) {
        return new UnknownName("UNKNOWN_TRIGGER", requireNonNull(workflow, "workflow"), message);
    }

    /** {@code UNKNOWN_WORKFLOW} or {@code UNKNOWN_TRIGGER}. */
    public String code() {
        return code;
    }

    /** The workflow that has no such trigger; empty if there is no such workflow. */
    public Optional<WorkflowKey> workflow() {
        return Optional.ofNullable(workflow);
    }

    /** The message after the code. */
    public String words() {
        return code + ": " + getMessage();
    }
}
