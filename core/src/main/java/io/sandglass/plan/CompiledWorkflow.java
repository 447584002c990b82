package io.sandglass.plan;

import static java.util.Objects.requireNonNull;

import io.sandglass.migration.MigrationReport;

/** A plan and how its document was brought up to date. */
public record CompiledWorkflow(ExecutionPlan plan, MigrationReport migration) {
    public CompiledWorkflow {
        requireNonNull(plan, "plan");
        requireNonNull(migration, "migration");
    }
}
