package io.sandglass.engine.steering;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.explain.NodeReason;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.run.RunRecord;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who steers runs while nothing can be recorded is told so soon, and never shown as done what is not. */
class SteeringOutageTest {
    private static final Asked ALICE = new Asked("alice", "the disk is full");

    private final InMemoryStore memory = new InMemoryStore();
    private final FlakyRunStore flaky = new FlakyRunStore(memory.runs());
    private final SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), flaky);
    private final RunId run = launch();

    @Test
    void refusesAtOnceWhileNothingCanBeRecorded() {
        breakDown();
        engine.engine().doubtStore();
        engine.machine().settle();

        CompletableFuture<SteeringResult> answer = engine.engine().steerAsync(run, new Operation.Pause(), ALICE);

        assertThat(answer).isCompletedWithValueMatching(steered -> isRefused(steered, Code.NOT_STORED));
        assertThat(answer.join().toString()).contains("nothing has changed", "no disk");
        repair();
        assertThat(memory.runs().events(run)).extracting(RunRecord::event).noneMatch(RunPaused.class::isInstance);
        assertThat(explain().phase()).isEqualTo(RunPhase.RUNNING);
    }

    @Test
    void refusesAlsoWhatIsAskedOfARunThatHasEnded() {
        engine.machine().runToEnd();
        breakDown();
        engine.engine().doubtStore();
        engine.machine().settle();

        CompletableFuture<SteeringResult> answer =
                engine.engine().steerAsync(run, new Operation.Rerun(Optional.empty()), ALICE);

        assertThat(answer).isCompletedWithValueMatching(steered -> isRefused(steered, Code.NOT_STORED));
    }

    @Test
    void tellsWhoeverWaitsForARecordThatItIsNotKnownToBeStored() {
        breakDown();

        CompletableFuture<SteeringResult> answer = engine.engine().steerAsync(run, new Operation.Cancel(false), ALICE);
        engine.machine().advance(Duration.ofSeconds(9));
        assertThat(answer).isNotDone();
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(answer).isCompletedWithValueMatching(steered -> isRefused(steered, Code.UNCONFIRMED));
        assertThat(answer.join().toString()).contains("no disk", "takes effect");
        repair();
        assertThat(explain().phase()).isEqualTo(RunPhase.CANCELLED);
    }

    @Test
    void explainsNothingAsDoneThatIsNotStored() {
        breakDown();
        engine.engine().steerAsync(run, new Operation.Cancel(false), ALICE);
        engine.machine().advance(Duration.ofSeconds(1));

        RunExplanation explanation = explain();

        assertThat(explanation.phase()).isEqualTo(RunPhase.RUNNING);
        assertThat(explanation.error()).isEmpty();
        assertThat(explanation.nodes()).extracting(NodeReason::code).containsOnly(NodeReason.Code.RECORDING);
        assertThat(explanation.nodes().get(0).text()).contains("CANCELLED", "not stored");
    }

    private RunId launch() {
        RunId launched = engine.launch(
                workflow("w").node("nap", sleeping(Duration.ofHours(1))).node("b", echo(), after("nap")));
        engine.machine().settle();
        return launched;
    }

    private void breakDown() {
        flaky.fail(Integer.MAX_VALUE);
    }

    private void repair() {
        flaky.fail(0);
        engine.machine().advance(Duration.ofSeconds(10));
    }

    private RunExplanation explain() {
        CompletableFuture<Optional<RunExplanation>> answer = engine.engine().explainAsync(run);
        engine.machine().runUntil(answer::isDone);
        return answer.join().orElseThrow();
    }

    private static boolean isRefused(SteeringResult answer, Code code) {
        return answer instanceof SteeringResult.Refused refused && refused.code() == code;
    }
}
