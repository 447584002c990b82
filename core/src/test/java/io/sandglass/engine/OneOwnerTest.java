package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.PriorityChanged;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.RecordRefused;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run has one owner at a time, and whoever steers it is told what is durable. */
@Timeout(60)
class OneOwnerTest {
    private static final Asked ALICE = new Asked("alice", "she said so");

    private final InMemoryStore memory = new InMemoryStore();
    private final Watched runs = new Watched(memory);
    private final SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), runs);

    @Test
    void aRunThatIsBeingLaunchedCannotBeSteeredAsOneThatIsOnlyStored() {
        List<CompletableFuture<SteeringResult>> answers = new ArrayList<>();
        runs.onAppend = records -> {
            if (records.get(0).event() instanceof RunStarted) {
                answers.add(engine.engine().steerAsync(records.get(0).run(), new Operation.Pause(), ALICE));
            }
        };

        RunId run = engine.launch(workflow("w").node("a", returning(1)));
        engine.machine().runToEnd();

        assertThat(answers)
                .singleElement()
                .satisfies(
                        answer -> assertThat(((Refused) answer.join()).code()).isEqualTo(Code.BUSY));
        assertThat(memory.runs().events(run)).extracting(RunRecord::seq).doesNotHaveDuplicates();
        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void launchesAreRefusedUntilARecoveryThatFailedWasFinished() {
        TestWorkflow workflow = workflow("w")
                .concurrency(new ConcurrencySpec(
                        Optional.empty(), 1, OnLimit.QUEUE, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW))
                .node("nap", sleeping(Duration.ofMinutes(1)));
        RunId first = engine.launch(workflow);
        RunId second = engine.launch(workflow);
        engine.machine().settle();
        engine.machine().crash();
        engine.start();

        runs.unreadable = Optional.of(first);
        assertThatThrownBy(engine.engine()::recover).isInstanceOf(StoreUnavailable.class);
        LaunchRequest request = new LaunchRequest(workflow.key(), OptionalInt.empty(), Payload.EMPTY, Cause.manual());
        assertThat(engine.launch(request)).isInstanceOf(LaunchResult.Rejected.class);
        runs.unreadable = Optional.empty();
        engine.engine().recover();
        engine.machine().advance(Duration.ofSeconds(10));

        assertThat(status(workflow, first)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, second)).isEqualTo(RunStatus.QUEUED);
        assertThat(engine.launch(request)).isInstanceOf(LaunchResult.Started.class);
    }

    @Test
    void recoveringTwiceTakesUpNoRunThatHasEndedMeanwhile() {
        TestWorkflow workflow = workflow("w").node("nap", sleeping(Duration.ofMinutes(1)));
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        engine.crashAndRecover();
        runs.stale = memory.runs().openRuns();
        engine.machine().runToEnd();

        assertThat(engine.engine().recover()).isZero();

        assertThat(status(workflow, run)).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.engine().openRuns()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
    void whoSteersARunWhoseRecordIsRefusedJustThenIsNotToldThatItIsDone(long seed) {
        SimulatedEngine picky = new SimulatedEngine(seed, UnaryOperator.identity(), runs);
        List<CompletableFuture<SteeringResult>> answers = new ArrayList<>();
        runs.refuse(record -> record.event() instanceof NodeSucceeded);
        runs.onRefusal = records ->
                answers.add(picky.engine().steerAsync(records.get(0).run(), new Operation.Prioritise(9), ALICE));

        RunId run = picky.launch(workflow("w").node("a", returning(1)));
        picky.machine().runToEnd();

        assertThat(answers)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.join()).isInstanceOf(Refused.class));
        assertThat(memory.runs().events(run))
                .noneMatch(record -> record.event() instanceof PriorityChanged)
                .last()
                .satisfies(last -> assertThat(last.event()).isInstanceOf(RunEnded.class));
    }

    private RunStatus status(TestWorkflow workflow, RunId run) {
        return EndedRun.of(workflow.plan(), memory.runs().events(run)).state().status();
    }

    /** Tells of what it is given. */
    private static final class Watched extends FlakyRunStore {
        private Consumer<List<RunRecord>> onAppend = records -> {};
        private Consumer<List<RunRecord>> onRefusal = records -> {};
        private Optional<RunId> unreadable = Optional.empty();
        private List<RunId> stale = List.of();

        Watched(InMemoryStore store) {
            super(store.runs());
        }

        @Override
        public Set<RunId> append(List<RunRecord> records) {
            try {
                Set<RunId> leftOut = super.append(records);
                onAppend.accept(records);
                return leftOut;
            } catch (RecordRefused e) {
                onRefusal.accept(records);
                throw e;
            }
        }

        @Override
        public List<RunRecord> events(RunId run) {
            if (unreadable.filter(run::equals).isPresent()) {
                throw new StoreUnavailable("no disk");
            }
            return super.events(run);
        }

        @Override
        public List<RunId> openRuns() {
            return stale.isEmpty() ? super.openRuns() : stale;
        }
    }
}
