package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineStatus;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult.Started;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.engine.explain.NodeReason;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code engine} in {@code sandglass.yaml} says holds in the engine. */
@Timeout(60)
class EngineSettingsTest {
    private static final String THREE_THAT_TAKE_LONG = """
            apiVersion: sandglass/v3
            id: wide
            nodes:
              a: { type: shell, with: { argv: [sleep, "50"] }, permissions: { exec: [sleep] } }
              b: { type: shell, with: { argv: [sleep, "50"] }, permissions: { exec: [sleep] } }
              c: { type: shell, with: { argv: [sleep, "50"] }, permissions: { exec: [sleep] } }
            """;

    @TempDir
    Path root;

    @Test
    void noMoreNodesRunAtOnceThanTheHomeAllows() throws Exception {
        Home home = new Home(root).create();
        Files.writeString(home.configuration(), "engine: { maxConcurrentNodes: 2 }\ngrants: { exec: [sleep] }\n");

        try (Catalog catalog = Catalog.open(home, List.of());
                Workbench workbench = Workbench.open(catalog, Administration.of(home))) {
            WorkflowEngine engine = workbench.engine();
            engine.recover();
            RunId run = launch(catalog, workbench);
            awaitNodes(engine, 3);
            EngineStatus busy = engine.status();
            List<String> reasons = engine.explain(run).orElseThrow().nodes().stream()
                    .map(NodeReason::text)
                    .toList();
            engine.cancel(run, "enough");
            engine.whenEnded(run).get(30, TimeUnit.SECONDS);

            assertThat(busy.runningNodes()).isEqualTo(2);
            assertThat(busy.readyNodes()).isEqualTo(1);
            assertThat(busy.places()).isEqualTo(2);
            assertThat(reasons)
                    .filteredOn(text -> text.contains("(limit 2), place 1"))
                    .hasSize(1);
        }
    }

    private static RunId launch(Catalog catalog, Workbench workbench) {
        CompiledWorkflow compiled = catalog.compiler().compile(THREE_THAT_TAKE_LONG);
        workbench.save(compiled, THREE_THAT_TAKE_LONG, "test");
        LaunchRequest request =
                new LaunchRequest(compiled.plan().spec().key(), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        return ((Started) workbench.engine().launch(request)).run();
    }

    /** Running or waiting for a place. */
    private static void awaitNodes(WorkflowEngine engine, int count) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (engine.status().runningNodes() + engine.status().readyNodes() < count) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
