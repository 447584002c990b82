package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.pool;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.explain.NodeReason;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.fair.Tenancy;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A run that waits for room on the disk takes no places of others meanwhile. There is one place, in a pool and in all. */
class HeldRunTest {
    private static final Duration LATER = Duration.ofMinutes(1);
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofSeconds(6);
    private static final Tenancy ONE_PLACE = new Tenancy(List.of(), Map.of("gpu", 1));

    private final InMemoryStore memory = new InMemoryStore();
    private final FlakyRunStore store = new FlakyRunStore(memory.runs());
    private final SimulatedEngine engine = new SimulatedEngine(
            1, config -> config.limits(config.limits().maxConcurrentNodes(1).tenancy(ONE_PLACE)), store);
    private final List<String> executed = new ArrayList<>();
    private final TestWorkflow other = workflow("other").node("other", noting("other"), pool("gpu"));
    private final TestWorkflow waiting = workflow("waiting")
            .node("a", noting("a"), pool("gpu"), when(scope -> true))
            .node("b", noting("b"), pool("gpu"), when(scope -> true))
            .node("c", noting("c"), when(scope -> true));

    @Test
    void givesThePlaceInWhichItsStartWaitsForRoomToOthers() {
        RunId held = launchWithoutRoomForStarts();

        RunId free = engine.launch(other);
        engine.machine().advance(LATER);

        assertThat(ended(other, free)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).containsExactly("other");
        assertThat(engine.engine().runningNodes()).isZero();
        assertThat(engine.engine().status().readyNodes()).isZero();

        store.crowd(record -> false);
        engine.machine().advance(UNTIL_THERE_IS_ROOM);

        assertThat(ended(waiting, held)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).containsExactlyInAnyOrder("other", "a", "b", "c");
    }

    @Test
    void takesNoPlaceWhenItsNodesAreDueWhileItIsHeld() {
        TestWorkflow large = workflow("large")
                .node("large", sleeping(LATER.dividedBy(2)))
                .node("a", failingOnce(), pool("gpu"), retry(2, LATER))
                .node("b", failingOnce(), retry(2, LATER))
                .node("after", noting("after"), after("large"));
        store.crowd(record -> record.event() instanceof NodeSucceeded);
        RunId held = engine.launch(large);
        engine.machine().advance(LATER.multipliedBy(2));
        engine.engine().watch(Duration.ofSeconds(10));

        store.crowd(record -> record.run().equals(held) && record.event() instanceof NodeSucceeded);
        RunId free = engine.launch(other);
        engine.machine().advance(LATER);

        assertThat(ended(other, free)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine().lostWakeUps()).isZero();

        store.crowd(record -> false);
        engine.machine().advance(UNTIL_THERE_IS_ROOM);

        assertThat(ended(large, held)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).containsExactlyInAnyOrder("other", "after", "again", "again");
    }

    @Test
    void runsNothingOnceItWasCancelledMeanwhile() {
        RunId held = launchWithoutRoomForStarts();

        engine.engine().cancel(held, "not needed");
        engine.machine().advance(LATER);
        store.crowd(record -> false);
        engine.machine().advance(UNTIL_THERE_IS_ROOM);

        assertThat(ended(waiting, held)).ended(RunStatus.CANCELLED);
        assertThat(executed).isEmpty();
        assertThat(engine.engine().runningNodes()).isZero();
    }

    @Test
    void goesOnOnceItIsResumedWhenItWasPausedMeanwhile() {
        RunId held = launchWithoutRoomForStarts();

        engine.engine().steerAsync(held, new Operation.Pause(), new Asked("ann", ""));
        engine.machine().advance(LATER);
        store.crowd(record -> false);
        engine.machine().advance(UNTIL_THERE_IS_ROOM);
        assertThat(executed).isEmpty();

        engine.engine().steerAsync(held, new Operation.Resume(), new Asked("ann", ""));
        engine.machine().runToEnd();

        assertThat(ended(waiting, held)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void saysWhatItsNodesWaitFor() {
        RunId held = launchWithoutRoomForStarts();

        assertThat(explained(held)).containsOnly("nothing can be recorded: no room");
    }

    @Test
    void saysWhyItsEndIsNotStored() {
        store.crowd(record -> record.event() instanceof NodeSucceeded);
        RunId held = engine.launch(
                workflow("large").node("large", noting("large")).node("next", noting("next"), after("large")));
        engine.machine().advance(LATER);

        assertThat(explained(held))
                .containsExactly("its end, SUCCEEDED, is not stored yet: no room", "nothing can be recorded: no room");
    }

    private List<String> explained(RunId run) {
        var explained = engine.engine().explainAsync(run);
        engine.machine().runUntil(explained::isDone);
        return explained.join().orElseThrow().nodes().stream()
                .map(NodeReason::text)
                .toList();
    }

    private RunId launchWithoutRoomForStarts() {
        store.crowd(record -> record.event() instanceof AttemptStarted);
        RunId held = engine.launch(waiting);
        engine.machine().advance(LATER);
        store.crowd(record -> record.run().equals(held) && record.event() instanceof AttemptStarted);
        return held;
    }

    private EndedRun ended(TestWorkflow workflow, RunId run) {
        return EndedRun.of(workflow.plan(), memory.runs().events(run));
    }

    private TestNode noting(String id) {
        return running(context -> {
            executed.add(id);
            return NodeResult.completed(Payload.of(id));
        });
    }

    private TestNode failingOnce() {
        return running(context -> {
            if (context.attempt() == 1) {
                return NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Busy", "not now"));
            }
            executed.add("again");
            return NodeResult.completed(Payload.EMPTY);
        });
    }
}
