package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult.Started;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.plan.CompiledWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tenants take turns at the places of the sandbox, too. */
@Timeout(60)
class TenantTurnsTest {
    private static final int FLOOD = 20;

    /** Sleeps for 100 ms. */
    private static final String SLEEPING = """
            (module
              (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "_start")
                (i32.store offset=16 (i32.const 0) (i32.const 1))
                (i64.store offset=24 (i32.const 0) (i64.const 100000000))
                (drop (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128)))))
            """;

    @TempDir
    Path root;

    @Test
    void whoFloodsTheSandboxDoesNotStarveOthers() throws Exception {
        Home home = new Home(root).create();
        Files.write(home.plugins().resolve("sleeping.wasm"), Wat2Wasm.parse(SLEEPING));
        Files.writeString(home.configuration(), """
                sandbox: { maxConcurrentGuests: 1 }
                tenants: { greedy: { namespaces: [greedy] }, modest: { namespaces: [modest] } }
                """);

        try (Catalog catalog = Catalog.open(home, List.of());
                Workbench workbench = Workbench.open(catalog, Administration.of(home))) {
            WorkflowEngine engine = workbench.engine();
            engine.recover();
            assertThat(end(engine, launch(workbench, "modest", 1))).isEqualTo(RunStatus.SUCCEEDED);
            RunId flood = launch(workbench, "greedy", FLOOD);
            await(() -> engine.status().runningNodes() == FLOOD);
            await(() -> engine.status().runningNodes() < FLOOD);

            RunStatus modest = end(engine, launch(workbench, "modest", 1));
            int waiting = engine.status().runningNodes();

            assertThat(modest).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(waiting).isGreaterThan(FLOOD / 2);
            assertThat(end(engine, flood)).isEqualTo(RunStatus.SUCCEEDED);
        }
    }

    private static RunId launch(Workbench workbench, String namespace, int nodes) {
        String body = "apiVersion: sandglass/v3\nnamespace: " + namespace + "\nid: sleepy\nnodes:\n"
                + IntStream.range(0, nodes)
                        .mapToObj(node -> "  n" + node + ": { type: sleeping }\n")
                        .collect(Collectors.joining());
        CompiledWorkflow compiled = workbench.catalog().compiler().compile(body);
        workbench.save(compiled, body, "test");
        LaunchRequest request =
                new LaunchRequest(compiled.plan().spec().key(), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        return ((Started) workbench.engine().launch(request)).run();
    }

    private static RunStatus end(WorkflowEngine engine, RunId run) throws Exception {
        return engine.whenEnded(run).get(30, TimeUnit.SECONDS).status();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
