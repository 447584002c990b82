package io.sandglass.plan;

import static java.util.Objects.requireNonNull;

import io.sandglass.migration.DocumentReader;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.MigrationChain;
import io.sandglass.migration.SpecProblem;
import io.sandglass.spec.ReadResult;
import io.sandglass.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The compiler of the product: strict reading, the standard migrations, the reader of the model, the planner. */
public final class StandardWorkflowCompiler implements WorkflowCompiler {
    private final DocumentReader documents = new DocumentReader();
    private final MigrationChain migrations = MigrationChain.standard();
    private final SpecReader reader;
    private final Planner planner;

    public StandardWorkflowCompiler(SpecReader reader, Planner planner) {
        this.reader = requireNonNull(reader, "reader");
        this.planner = requireNonNull(planner, "planner");
    }

    @Override
    public CompiledWorkflow compile(String body) {
        return compile(body, Map.of());
    }

    @Override
    public CompiledWorkflow compile(String body, Map<String, String> digests) {
        MigrationChain.Upgraded upgraded = migrations.upgrade(documents.read(body));
        ReadResult read = reader.read(upgraded.document());
        Planner.Outcome outcome = planner.plan(read, Places.of(upgraded.document()), digests);
        List<SpecProblem> problems = new ArrayList<>(read.problems());
        problems.addAll(outcome.problems());
        if (!problems.isEmpty()) {
            throw new InvalidSpec(problems);
        }
        return new CompiledWorkflow(
                outcome.plan().orElseThrow(() -> new AssertionError("a plan without problems is a plan")),
                upgraded.report());
    }
}
