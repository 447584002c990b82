package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.pool;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What ends the process as soon as its code runs, before anything of the attempt can be recorded. */
class CrashBrakeTest {
    /** Three crashes are forgiven. */
    private static final int MOST_TRIES = 4;

    private final SimulatedEngine engine = new SimulatedEngine();
    private final List<Integer> tries = new ArrayList<>();

    static Stream<TestNode.Option> placesInARun() {
        return Stream.of(node -> {}, after("first"), pool("press"), when(scope -> true), node -> {
            after("first").set(node);
            pool("press").set(node);
        });
    }

    @ParameterizedTest
    @MethodSource("placesInARun")
    void isStoppedAfterABoundedNumberOfTries(TestNode.Option place) {
        TestWorkflow workflow = deadly(place);
        RunId run = engine.launch(workflow);

        while (halts(tries.size() + 1) && tries.size() <= MOST_TRIES) {
            engine.crashAndRecover();
        }

        assertThat(tries).hasSizeLessThanOrEqualTo(MOST_TRIES);
        assertThat(engine.look(workflow, run)).ended(RunStatus.FAILED).failure("deadly", "Crashed");
    }

    @ParameterizedTest
    @MethodSource("placesInARun")
    void neverRunsTwiceUnderOneNumberOnceItIsKnownToCrash(TestNode.Option place) {
        engine.launch(deadly(place));

        while (halts(tries.size() + 1) && tries.size() <= MOST_TRIES) {
            engine.crashAndRecover();
        }

        assertThat(tries).doesNotHaveDuplicates();
    }

    @Test
    void isStoppedAlsoWhereItHasToWaitForAPlace() {
        SimulatedEngine narrow =
                new SimulatedEngine(1, config -> config.limits(config.limits().maxConcurrentNodes(1)));
        narrow.launch(workflow("w").node("deadly1", deadlyNode()).node("deadly2", deadlyNode()));

        narrow.machine().runUntil(() -> tries.size() == 2);

        List<RunRecord> starts = narrow.store().runs().openRuns().stream()
                .flatMap(run -> narrow.store().runs().events(run).stream())
                .filter(record -> record.event() instanceof AttemptStarted)
                .toList();
        assertThat(starts).hasSize(2);
    }

    static Stream<TestNode.Option> placesWithRoom() {
        return Stream.of(node -> {}, pool("press"));
    }

    @ParameterizedTest
    @MethodSource("placesWithRoom")
    void theStartOfANodeIsStoredTogetherWithWhatLedToIt(TestNode.Option place) {
        TestWorkflow workflow = workflow("w").node("a", returning(1)).node("b", deadlyNode(), after("a"), place);
        RunId run = engine.launch(workflow);

        assertThat(halts(1)).isTrue();

        List<RunRecord> stored = engine.store().runs().events(run);
        assertThat(stored.get(1).event()).isInstanceOf(AttemptStarted.class);
        assertThat(stored.get(2).event()).isInstanceOf(NodeSucceeded.class);
        assertThat(stored.get(3).event())
                .isEqualTo(new AttemptStarted("b", 1, stored.get(2).event().at()));
    }

    @Test
    void nodesThatHaveToWaitForAPlaceAreNotSaidToHaveStarted() {
        SimulatedEngine narrow =
                new SimulatedEngine(1, config -> config.limits(config.limits().maxConcurrentNodes(3)));
        TestWorkflow workflow = workflow("w").node("root", returning(1));
        IntStream.range(0, 20).forEach(i -> workflow.node("n" + i, deadlyNode(), after("root")));
        RunId run = narrow.launch(workflow);

        narrow.machine().runUntil(() -> !tries.isEmpty());

        assertThat(narrow.store().runs().events(run))
                .filteredOn(record -> record.event() instanceof AttemptStarted)
                .hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void anAnnouncedNodeWaitsOutAPause() {
        TestWorkflow workflow = workflow("w").node("a", returning(1)).node("b", returning(2), after("a"));
        RunId run = engine.launch(workflow);
        var paused = engine.engine().steerAsync(run, new Operation.Pause(), new Asked("ann", "lunch"));
        engine.machine().settle();
        assertThat(paused).isDone();
        assertThat(engine.look(workflow, run).node("b").attempts()).isLessThanOrEqualTo(1);

        engine.engine().steerAsync(run, new Operation.Resume(), new Asked("ann", "back"));
        engine.machine().runToEnd();

        EndedRun ended = engine.look(workflow, run);
        assertThat(ended).ended(RunStatus.SUCCEEDED).node("b", NodeStatus.SUCCEEDED);
        assertThat(ended.node("b").crashes()).isZero();
        assertThat(ended.node("b").attempts()).isEqualTo(1);
    }

    /** Goes on until its code has run once more; false if it never does. */
    private boolean halts(int times) {
        engine.machine().runUntil(() -> tries.size() >= times || engine.engine().openRuns() == 0);
        return tries.size() >= times;
    }

    private TestWorkflow deadly(TestNode.Option place) {
        return workflow("w").node("first", returning(1)).node("deadly", deadlyNode(), place);
    }

    private TestNode deadlyNode() {
        return running(context -> {
            tries.add(context.attempt());
            return NodeResult.completed(Payload.EMPTY);
        });
    }
}
