package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.RunAssert;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.RunStore;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The store fails, but what it was given is durable; or nobody knows yet whether it is. */
class LostAnswersTest {
    private final InMemoryStore memory = new InMemoryStore();

    @Test
    void takesUpARunWhoseLaunchWasAnsweredAsFailed() {
        LosingAnswers losing = new LosingAnswers(memory.runs());
        SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), losing);
        TestWorkflow workflow = workflow("w").node("a", running(context -> NodeResult.completed(Payload.EMPTY)));
        losing.lose(1);

        assertThatThrownBy(() -> engine.launch(workflow))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);
        RunId run = memory.runs().openRuns().get(0);
        engine.machine().runToEnd();

        assertThat(memory.runs().openRuns()).isEmpty();
        RunAssert.assertThat(EndedRun.of(workflow.plan(), memory.runs().events(run)))
                .ended(io.sandglass.run.RunStatus.SUCCEEDED);
    }

    @Test
    void leavesALaunchAloneThatFailedAndWasNotStored() {
        FlakyRunStore flaky = new FlakyRunStore(memory.runs());
        SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), flaky);
        TestWorkflow workflow = workflow("w").node("a", failing());
        flaky.fail(2);

        assertThatThrownBy(() -> engine.launch(workflow)).hasCauseInstanceOf(StoreUnavailable.class);
        engine.machine().runToEnd();

        assertThat(engine.engine().outage()).isEmpty();
        assertThat(engine.engine().openRuns()).isZero();
        assertThat(memory.runs().openRuns()).isEmpty();
    }

    @Test
    void triesAgainOnlyWhenTheFailureIsDurable() {
        FlakyRunStore flaky = new FlakyRunStore(memory.runs());
        SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), flaky);
        int[] attempts = {0};
        TestWorkflow workflow = workflow("w")
                .node(
                        "a",
                        running(context -> {
                            attempts[0]++;
                            flaky.fail(5);
                            return NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Broken", "it broke"));
                        }),
                        retry(2, Duration.ofMillis(1)));

        engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(1));
        assertThat(attempts).containsExactly(1);
        engine.machine().runToEnd();

        assertThat(attempts).containsExactly(2);
        assertThat(memory.runs().openRuns()).isEmpty();
    }

    /** A store that writes, and then fails. */
    private static final class LosingAnswers extends DelegatingRunStore {
        private int left;

        LosingAnswers(RunStore store) {
            super(store);
        }

        void lose(int answers) {
            left = answers;
        }

        @Override
        public Set<RunId> append(List<RunRecord> records) {
            Set<RunId> leftOut = super.append(records);
            if (left > 0) {
                left--;
                throw new StoreUnavailable("the connection broke");
            }
            return leftOut;
        }

        @Override
        public void probe() {
            append(List.of());
        }
    }
}
