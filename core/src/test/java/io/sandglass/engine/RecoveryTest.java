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
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
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

        assertThat(records).hasSizeGreaterThan(4);
        for (int kept = 4; kept < records.size(); kept++) {
            recoverFrom(workflow, run, records.subList(0, kept), original.look(workflow, run));
        }
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
