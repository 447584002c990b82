package io.sandglass.store.jdbc;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.engine.fixture.TestCompiler;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.payload.PayloadFiles;
import io.sandglass.time.Clock;
import io.sandglass.time.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The engine and the store on the disk together, with large runs and large payloads. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LargeRunsTest {
    private static final int WIDTH = 1_000;
    private static final int LAYERS = 20;

    @TempDir
    private Path home;

    private final TestCompiler compiler = new TestCompiler();

    @Test
    void runsTwentyThousandNodesThroughAStopInTheMiddleAndDoesNoneAgainThatSucceeded() throws Exception {
        Set<String> executed = ConcurrentHashMap.newKeySet();
        Set<String> twice = ConcurrentHashMap.newKeySet();
        CountDownLatch half = new CountDownLatch(WIDTH * LAYERS / 2);
        TestNode counting = running(context -> {
            if (!executed.add(context.nodeId())) {
                twice.add(context.nodeId());
            }
            half.countDown();
            return NodeResult.completed(Payload.of(1));
        });
        TestWorkflow layers = layers(counting);
        RunId run;
        try (Opened opened = open()) {
            run = opened.launch(compiler, layers);
            half.await();
        }

        try (Opened opened = open()) {
            Set<String> done = succeeded(opened.store.runs().events(run));
            assertThat(opened.engine.recover()).isEqualTo(1);
            assertThat(opened.end(run).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(opened.rows("select count(*) from node_runs where state = 'SUCCEEDED'"))
                    .containsExactly(List.of((long) WIDTH * LAYERS));
            assertThat(executed).hasSize(WIDTH * LAYERS);
            assertThat(done).isNotEmpty().hasSizeLessThan(WIDTH * LAYERS);
            assertThat(twice).doesNotContainAnyElementsOf(done);
        }
    }

    @Test
    void aRunWhosePayloadIsGoneEndsAndTheOthersGoOn() throws Exception {
        TestNode waiting = running(
                context -> new NodeResult.Suspended(context.now().plusSeconds(2), Payload.of("x".repeat(100_000))));
        RunId damaged;
        RunId sound;
        CountDownLatch let = new CountDownLatch(1);
        TestWorkflow first = workflow("first").node("a", waiting);
        TestWorkflow second = workflow("second").node("a", returning(1)).node("b", waits(let), after("a"));
        try (Opened opened = open()) {
            damaged = opened.launch(compiler, first);
            sound = opened.launch(compiler, second);
            while (payloads().isEmpty()) {
                Thread.onSpinWait();
            }
        }
        let.countDown();
        for (Path file : payloads()) {
            Files.delete(file);
        }

        try (Opened opened = open()) {
            assertThat(opened.engine.recover()).isEqualTo(1);
            assertThat(opened.end(sound).status()).isEqualTo(RunStatus.SUCCEEDED);
            assertThat(opened.rows("select error from runs where status = 'FAILED'"))
                    .singleElement()
                    .asString()
                    .contains("could not be resumed", "payload", "is missing");
            assertThat(opened.engine.steer(damaged, new Operation.Retry(), new Asked("alice", "")))
                    .isInstanceOf(SteeringResult.Refused.class)
                    .asString()
                    .contains("is missing");
        }
    }

    private static Set<String> succeeded(List<RunRecord> records) {
        return records.stream()
                .map(RunRecord::event)
                .filter(NodeSucceeded.class::isInstance)
                .map(event -> ((NodeSucceeded) event).node())
                .collect(Collectors.toSet());
    }

    private static TestNode waits(CountDownLatch latch) {
        return running(context -> {
            latch.await();
            return NodeResult.completed(Payload.EMPTY);
        });
    }

    private static TestWorkflow layers(TestNode node) {
        TestWorkflow workflow = workflow("layers");
        for (int layer = 0; layer < LAYERS; layer++) {
            for (int i = 0; i < WIDTH; i++) {
                String id = "n" + layer + "-" + i;
                TestNode copy = TestNode.like(node);
                if (layer == 0) {
                    workflow.node(id, copy);
                } else {
                    workflow.node(id, copy, after("n" + (layer - 1) + "-" + i));
                }
            }
        }
        return workflow;
    }

    private List<Path> payloads() throws IOException {
        return new PayloadFiles(home.resolve("payloads"), 1, Clock.system()).files();
    }

    private Opened open() {
        H2Store store = H2Store.open(StoreSettings.inDirectory(home));
        Platform platform = Platform.system(0);
        WorkflowEngine engine = new WorkflowEngine(
                EngineConfig.of(store.specs(), store.runs(), compiler, (spec, given, base) -> given, platform));
        return new Opened(store, platform, engine);
    }

    private record Opened(H2Store store, Platform platform, WorkflowEngine engine) implements AutoCloseable {
        RunId launch(TestCompiler compiler, TestWorkflow workflow) {
            compiler.put(workflow.id(), workflow.plan());
            store.specs().save(workflow.key(), workflow.id(), "test", Instant.EPOCH);
            LaunchRequest request =
                    new LaunchRequest(workflow.key(), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
            return ((LaunchResult.Started) engine.launch(request)).run();
        }

        RunEnded end(RunId run) throws Exception {
            return engine.whenEnded(run).get(100, TimeUnit.SECONDS);
        }

        List<List<Object>> rows(String sql) {
            return store.history()
                    .query(sql, List.of(), 100, Duration.ofSeconds(20))
                    .rows();
        }

        @Override
        public void close() {
            engine.close();
            platform.close();
            store.close();
        }
    }
}
