package io.sandglass.engine.explain;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.RecordsLost;
import io.sandglass.store.RunStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What it takes to explain runs, however large, and what stands in the way. */
@Timeout(60)
class ExplainTest {
    @Test
    void namesTheFirstOfTheManyNodesThatANodeWaitsFor() {
        SimulatedEngine engine = new SimulatedEngine();
        TestWorkflow workflow = workflow("wide").node("done", returning(1));
        String[] slow = IntStream.range(0, 100).mapToObj(i -> "n" + i).toArray(String[]::new);
        for (String node : slow) {
            workflow.node(node, sleeping(Duration.ofHours(1)), after("done"));
        }
        workflow.node("join", echo(), after(slow));
        RunId run = engine.launch(workflow);
        engine.machine().settle();

        NodeReason join = explain(engine, run).nodes().get(101);

        assertThat(join.code()).isEqualTo(NodeReason.Code.DEPENDENCY);
        assertThat(join.nodes()).hasSize(20).startsWith("n0", "n1").endsWith("n19");
        assertThat(join.text()).startsWith("waits for n0, n1, n2").endsWith("n19 and 80 more");
    }

    @Test
    void plansAStoredRunOnceHoweverOftenItIsExplained() {
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow("w").node("a", returning(1)));
        engine.machine().runToEnd();
        int before = engine.compiler().compiled();

        for (int i = 0; i < 5; i++) {
            assertThat(explain(engine, run).nodes()).hasSize(1);
        }

        assertThat(engine.compiler().compiled() - before).isLessThanOrEqualTo(1);
    }

    @Test
    void aRunWhoseRecordsAreLostSaysSo() {
        DelegatingRunStore losing = new DelegatingRunStore() {
            @Override
            public List<RunRecord> events(RunId run) {
                throw new RecordsLost(run, 7, "its payloads were deleted on 2027-01-01");
            }
        };
        SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), losing);
        RunId run = engine.launch(workflow("w").node("a", returning(1)));
        engine.machine().runToEnd();

        assertThatThrownBy(() -> engine.engine().explain(run))
                .isInstanceOfSatisfying(
                        Inexplicable.class, e -> assertThat(e.reason()).isEqualTo(Inexplicable.Reason.RECORDS_LOST))
                .hasMessage("run " + run + " cannot be explained: its payloads were deleted on 2027-01-01");
    }

    @Test
    void whatIsAskedOfARunThatJustEndsDoesNotHoldUpTheJournal() throws Exception {
        CountDownLatch atEnd = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<String> reader = new CompletableFuture<>();
        DelegatingRunStore slow = new DelegatingRunStore() {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                if (records.stream().anyMatch(record -> record.event() instanceof RunEnded)) {
                    atEnd.countDown();
                    await(release);
                }
                return super.append(records);
            }

            @Override
            public List<RunRecord> events(RunId run) {
                reader.complete(Thread.currentThread().getName());
                return super.events(run);
            }
        };
        try (LiveEngine engine = new LiveEngine(config -> onto(slow, config))) {
            RunId run = engine.launch(workflow("w").node("a", returning(1)));
            await(atEnd);
            CompletableFuture<SteeringResult> answer =
                    engine.engine().steerAsync(run, new Operation.Retry(), new Asked("alice", "again"));
            assertThat(answer).isNotDone();
            release.countDown();

            assertThat(reader.get(20, TimeUnit.SECONDS)).isEqualTo("run-" + run + "/steer");
            assertThat(answer.get(20, TimeUnit.SECONDS)).isInstanceOf(SteeringResult.Refused.class);
        } finally {
            release.countDown();
        }
    }

    private static RunExplanation explain(SimulatedEngine engine, RunId run) {
        var answer = engine.engine().explainAsync(run);
        engine.machine().runUntil(answer::isDone);
        return answer.join().orElseThrow();
    }

    private static EngineConfig onto(RunStore runs, EngineConfig config) {
        return EngineConfig.of(config.specs(), runs, config.compiler(), config.inputs(), config.platform());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
