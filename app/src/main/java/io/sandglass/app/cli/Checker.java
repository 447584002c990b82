package io.sandglass.app.cli;

import static java.util.Objects.requireNonNull;

import io.sandglass.app.Catalog;
import io.sandglass.app.Home;
import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.CompiledWorkflow;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Compiles documents against the node types they would find, without running them. Close it. */
final class Checker implements AutoCloseable {
    private final Home home;
    private final Map<List<Path>, Catalog> catalogs = new HashMap<>();

    private Checker(Home home) {
        this.home = requireNonNull(home, "home");
    }

    static Checker open(Home home) {
        return new Checker(home);
    }

    /** @throws InvalidSpec with every problem */
    CompiledWorkflow compile(WorkflowFile document) {
        return catalogs.computeIfAbsent(ExamplePlugins.of(document), further -> Catalog.open(home, further))
                .compiler()
                .compile(document.text());
    }

    /**
     * The same, telling the user what is wrong.
     *
     * @throws CommandFailed if something is, after it was reported
     */
    CompiledWorkflow compileOrExplain(WorkflowFile document, Terminal terminal) {
        try {
            return compile(document);
        } catch (InvalidSpec e) {
            throw ProblemReport.refusal(document, e, terminal);
        }
    }

    @Override
    public void close() {
        catalogs.values().forEach(Catalog::close);
    }
}
