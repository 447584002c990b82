package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.flaky;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestNode.with;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of open runs after a start, with the code that they were pinned to (S10). */
class RecoveryTest {
    /** Nodes that were executed, in order. */
    private final List<String> executed = new ArrayList<>();

    @ParameterizedTest
    @EnumSource(FailurePolicy.class)
    void endsTheSameFromEveryPrefixOfItsEvents(FailurePolicy policy) {
        TestWorkflow workflow = rich(policy);
        SimulatedEngine original = new SimulatedEngine();
        RunId run = original.launch(workflow);
        original.machine().runToEnd();
        EndedRun whole = original.look(workflow, run);
        List<RunRecord> records = original.store().runs().events(run);

        for (int kept = 1; kept < records.size(); kept++) {
            recoverFrom(workflow, run, records.subList(0, kept), whole);
        }
    }

    /** Case C1: the clock of the machine was ahead, and is set right while nothing runs. */
    @Test
    void aLaterProcessGivesNoIdAgainWhenTheClockWasSetBack() {
        SimulatedEngine engine = new SimulatedEngine();
        RunId first = engine.launch(workflow("w").node("a", returning(1)));
        engine.machine().runToEnd();
        engine.machine().jump(Duration.ofHours(-1));
        engine.crashAndRecover();

        RunId second = engine.launch(workflow("other").node("a", returning(2)));
        engine.machine().runToEnd();

        assertThat(second).isGreaterThan(first);
        assertThat(engine.store().runs().events(second)).isNotEmpty();
    }

    @Test
    void neverExecutesANodeAgainWhoseSuccessIsStoredWhereverItCrashes() {
        TestWorkflow workflow = rich(FailurePolicy.CONTINUE_POSSIBLE);
        for (int steps = 1; steps < 150; steps++) {
            SimulatedEngine engine = new SimulatedEngine(steps);
            RunId run = engine.launch(workflow);
            int[] left = {steps};
            engine.machine().runUntil(() -> left[0]-- == 0);
            Set<String> done = succeeded(engine.store().runs().events(run));
            executed.clear();

            engine.crashAndRecover();
            engine.machine().runToEnd();

            assertThat(executed).as("after %s steps", steps).noneMatch(done::contains);
            assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED).node("join", NodeStatus.SUCCEEDED);
        }
    }

    @Test
    void startsAnAttemptThatWasInFlightAgainUnderTheNextNumber() {
        TestWorkflow workflow = workflow("w").node("a", flaky(4), retry(3, Duration.ofSeconds(1)));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = new RunId(77);
        engine.deploy(workflow);
        seed(engine, workflow, run, 1, 2);

        engine.engine().recover();
        engine.machine().runToEnd();

        EndedRun ended = engine.look(workflow, run);
        assertThat(ended).ended(RunStatus.SUCCEEDED).output("a", 4);
        assertThat(ended.events(AttemptStarted.class))
                .extracting(AttemptStarted::attempt)
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void waitsLongerAfterEachCrashInARow() {
        TestWorkflow workflow = workflow("w").node("a", noting("a"));

        Map.of(2, Duration.ofSeconds(1), 3, Duration.ofSeconds(10)).forEach((crashes, delay) -> {
            SimulatedEngine engine = new SimulatedEngine();
            engine.deploy(workflow);
            seed(
                    engine,
                    workflow,
                    new RunId(77),
                    IntStream.rangeClosed(1, crashes).toArray());
            executed.clear();

            engine.engine().recover();
            engine.machine().advance(delay.minusMillis(1));
            assertThat(executed).isEmpty();
            engine.machine().advance(Duration.ofMillis(1));

            assertThat(executed).containsExactly("a");
        });
    }

    @Test
    void triesAgainAtOnceAfterOneCrash() {
        TestWorkflow workflow = workflow("w").node("a", noting("a"));
        SimulatedEngine engine = new SimulatedEngine();
        engine.deploy(workflow);
        seed(engine, workflow, new RunId(77), 1);

        engine.engine().recover();
        engine.machine().advance(Duration.ofMillis(1));

        assertThat(executed).containsExactly("a");
    }

    @Test
    void failsANodeThatCrashedFourTimesInARow() {
        TestWorkflow workflow = workflow("w")
                .node("a", noting("a"), retry(5, Duration.ofSeconds(1)))
                .node("b", noting("b"), after("a"));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = new RunId(77);
        engine.deploy(workflow);
        seed(engine, workflow, run, 1, 2, 3, 4);

        engine.engine().recover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.FAILED)
                .failure("a", "Crashed")
                .node("b", NodeStatus.SKIPPED);
        assertThat(executed).isEmpty();
    }

    @Test
    void leavesARunThatCannotBeReadAndGoesOnWithTheOthers() {
        InMemoryStore memory = new InMemoryStore();
        FlakyRunStore garbled = new FlakyRunStore(memory.runs());
        SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), garbled);
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        RunId bad = engine.launch(workflow);
        RunId good = engine.launch(workflow);
        engine.machine().settle();
        garbled.garble(bad::equals);

        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(EndedRun.of(workflow.plan(), memory.runs().events(good))).ended(RunStatus.SUCCEEDED);
        assertThat(memory.runs().openRuns()).containsExactly(bad);
    }

    @Test
    void wakesASleeperOnTimeAlsoAfterACrash() {
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        SimulatedEngine engine = new SimulatedEngine();
        engine.launch(workflow);
        engine.machine().advance(Duration.ofMinutes(4));

        engine.crashAndRecover();
        engine.machine().advance(Duration.ofMinutes(6).minusMillis(1));
        assertThat(engine.engine().openRuns()).isEqualTo(1);
        engine.machine().advance(Duration.ofMillis(1));

        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void goesOnCancellingAfterACrash() {
        TestWorkflow workflow =
                workflow("w").node("a", sleeping(Duration.ofMinutes(10))).node("b", echo(), after("a"));
        SimulatedEngine original = new SimulatedEngine();
        RunId run = original.launch(workflow);
        original.machine().settle();
        original.engine().cancel(run, "enough");
        original.machine().settle();
        List<RunRecord> records = original.store().runs().events(run);

        for (int kept = 4; kept < records.size(); kept++) {
            recoverFrom(workflow, run, records.subList(0, kept), original.look(workflow, run));
        }
    }

    @Test
    void endsARunThatCanNoLongerBePlanned() {
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        engine.compiler().remove("w");

        engine.crashAndRecover();
        engine.machine().settle();

        assertThat(engine.look(workflow, run))
                .ended(RunStatus.FAILED)
                .error("the run could not be resumed: 1:1 NO_PLAN: nobody planned it; plan it");
        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void leavesARunOpenIfItIsNotItsDocumentThatCannotBePlanned() {
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        engine.compiler().fail(new IllegalStateException("the plugins are being replaced"));

        engine.crashAndRecover();
        engine.machine().settle();
        assertThat(engine.store().runs().openRuns()).containsExactly(run);
        engine.compiler().works();
        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void endsARunWhosePlanLostItsNodes() {
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow("w").node("a", sleeping(Duration.ofMinutes(10))));
        engine.machine().settle();
        TestWorkflow other = workflow("w").node("b", echo());
        engine.deploy(other);

        engine.crashAndRecover();
        engine.machine().settle();

        assertThat(engine.store().runs().openRuns()).isEmpty();
        assertThat(engine.engine().openRuns()).isZero();
        assertThat(engine.store().runs().events(run)).hasSize(4);
    }

    @Test
    void recoversTenThousandRuns() {
        TestWorkflow workflow = workflow("w").node("a", sleeping(Duration.ofMinutes(10)));
        SimulatedEngine engine = new SimulatedEngine();
        engine.deploy(workflow);
        for (int i = 1; i <= 10_000; i++) {
            seed(engine, workflow, new RunId(i), 1);
        }

        assertThat(engine.engine().recover()).isEqualTo(10_000);
        assertThat(engine.compiler().compiled()).isEqualTo(1);
        assertThat(engine.engine().recover()).isZero();
        engine.machine().runToEnd();

        assertThat(engine.engine().openRuns()).isZero();
    }

    private void recoverFrom(TestWorkflow workflow, RunId run, List<RunRecord> kept, EndedRun whole) {
        SimulatedEngine engine = new SimulatedEngine();
        engine.deploy(workflow);
        engine.store().runs().append(kept);
        executed.clear();

        engine.engine().recover();
        engine.machine().runToEnd();

        EndedRun again = engine.look(workflow, run);
        assertThat(again.state().end().map(end -> end.status() + " " + end.outputs() + end.error()))
                .as("recovered from %s events", kept.size())
                .isEqualTo(whole.state().end().map(end -> end.status() + " " + end.outputs() + end.error()));
        assertThat(again.statuses()).as("recovered from %s events", kept.size()).isEqualTo(whole.statuses());
        assertThat(executed).noneMatch(succeeded(kept)::contains);
        assertThat(engine.store().runs().events(run)).startsWith(kept.toArray(RunRecord[]::new));
    }

    /** Stores a run whose first node has begun these attempts. */
    private static void seed(SimulatedEngine engine, TestWorkflow workflow, RunId run, int... attempts) {
        SimulatedEngine model = new SimulatedEngine();
        RunId first = model.launch(workflow);
        RunRecord start = model.store().runs().events(first).get(0);
        List<RunRecord> records = new ArrayList<>(List.of(new RunRecord(run, 1, start.event())));
        for (int attempt : attempts) {
            records.add(new RunRecord(
                    run,
                    records.size() + 1,
                    new AttemptStarted("a", attempt, start.event().at())));
        }
        engine.store().runs().append(records);
    }

    private static Set<String> succeeded(List<RunRecord> records) {
        return records.stream()
                .map(RunRecord::event)
                .filter(NodeSucceeded.class::isInstance)
                .map(event -> ((NodeSucceeded) event).node())
                .collect(Collectors.toSet());
    }

    /** Something of everything, made so that the failure comes last: a halt then always finds the same nodes ended. */
    private TestWorkflow rich(FailurePolicy policy) {
        return workflow("rich")
                .policy(policy)
                .node("first", noting("first"))
                .node("flaky", flaky(3), after("first"), retry(4, Duration.ofSeconds(2)))
                .node("sleeper", sleeping(Duration.ofMinutes(5)), after("first"))
                .node("never", echo(), after("first"), when(scope -> false))
                .node("after-never", echo(), after("never"))
                .node(
                        "join",
                        noting("join"),
                        after("flaky", "sleeper"),
                        with(scope -> Map.of("in", scope.outputs().toString()), "flaky", "sleeper"))
                .node("broken", failing(), after("join"), retry(2, Duration.ofSeconds(1)))
                .node("after-broken", noting("after-broken"), after("broken"));
    }

    private TestNode noting(String id) {
        return running(context -> {
            executed.add(id);
            return NodeResult.completed(Payload.of(id));
        });
    }
}
