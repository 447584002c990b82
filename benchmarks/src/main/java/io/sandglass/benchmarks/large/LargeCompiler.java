package io.sandglass.benchmarks.large;

import io.sandglass.benchmarks.host.TrivialNode;
import io.sandglass.expression.Expressions;
import io.sandglass.migration.DocumentReader;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.migration.MigrationChain;
import io.sandglass.migration.ReadingLimits;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plan.NodeTypes;
import io.sandglass.plan.Planner;
import io.sandglass.plan.ResolvedType;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.spec.ReadResult;
import io.sandglass.spec.SpecReader;
import io.sandglass.spec.TypeRef;
import io.sandglass.spec.WorkflowSpec;
import io.sandglass.trigger.time.StandardCronSyntax;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles documents beyond the size that the product reads, with one node type. Thread-safe. */
final class LargeCompiler implements WorkflowCompiler {
    private static final ReadingLimits LARGE = new ReadingLimits(64 << 20, 64, 5_000_000, 1_024, 100, 100);

    private final DocumentReader documents = new DocumentReader(LARGE);
    private final MigrationChain migrations = MigrationChain.standard();
    private final SpecReader reader = new SpecReader(new StandardCronSyntax(), new Expressions());
    private final Planner planner = new Planner(new Trivial(), Limits.DEFAULT);

    /** The model of a document, before it is planned. */
    WorkflowSpec read(String body) {
        return readResult(migrations.upgrade(documents.read(body))).spec();
    }

    Planner planner() {
        return planner;
    }

    @Override
    public CompiledWorkflow compile(String body) {
        MigrationChain.Upgraded upgraded = migrations.upgrade(documents.read(body));
        return new CompiledWorkflow(planner.plan(readResult(upgraded).spec()), upgraded.report());
    }

    @Override
    public CompiledWorkflow compile(String body, Map<String, String> digests) {
        return compile(body);
    }

    private ReadResult readResult(MigrationChain.Upgraded upgraded) {
        ReadResult read = reader.read(upgraded.document());
        if (!read.problems().isEmpty()) {
            throw new InvalidSpec(read.problems());
        }
        return read;
    }

    /** One type, whatever is asked for. */
    private static final class Trivial implements NodeTypes {
        private static final NodePlugin PLUGIN = new TrivialNode();
        private static final ResolvedType TYPE = new ResolvedType(
                PLUGIN.type(),
                "built-in",
                "built-in:" + PLUGIN.type().name(),
                Optional.empty(),
                Optional.empty(),
                PLUGIN::create);

        @Override
        public Optional<ResolvedType> resolve(TypeRef ref) {
            return Optional.of(TYPE);
        }

        @Override
        public Optional<ResolvedType> resolve(TypeRef ref, String digest) {
            return Optional.of(TYPE);
        }

        @Override
        public Collection<String> names() {
            return List.of(PLUGIN.type().name());
        }
    }
}
