package io.sandglass.engine;

import io.sandglass.expression.Scope;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plugin.Payload;
import io.sandglass.spec.WorkflowSpec;

/** Turns what a launch request gives into the inputs of the run. Thread-safe. */
@FunctionalInterface
public interface InputBinding {
    /**
     * Checks the given inputs and fills in the defaults.
     *
     * @param base what defaults may read: {@code trigger} and {@code run}
     * @return an object
     * @throws InvalidSpec with every problem; pointers start with {@code /inputs}
     */
    Payload bind(WorkflowSpec spec, Payload given, Scope base);
}
