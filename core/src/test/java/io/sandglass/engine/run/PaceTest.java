package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.asking;
import static io.sandglass.engine.fixture.TestNode.metered;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.strict;
import static io.sandglass.engine.fixture.TestNode.typed;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestNode.with;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.Pace;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What may be built upon a success that is not durable yet. The store fails from the launch on. */
class PaceTest {
    private static final NodeType PURE = NodeType.of("pure", 1).openConfig().asPure();

    private final InMemoryStore memory = new InMemoryStore();
    private final FlakyRunStore store = new FlakyRunStore(memory.runs());
    private final SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), store);
    private final List<String> executed = new ArrayList<>();

    @Test
    void nothingFollowsAnOrdinaryNodeThatIsNotDurable() {
        runWithoutStore(workflow("w").node("a", noting("a")).node("b", noting("b"), after("a")));

        assertThat(executed).containsExactly("a");
    }

    @Test
    void anythingFollowsPureNodesAndPureNodesFollowPureNodes() {
        runWithoutStore(workflow("w")
                .node("a", noting("a"), typed(PURE))
                .node("b", noting("b"), typed(PURE), after("a"))
                .node("c", noting("c"), after("b"))
                .node("d", noting("d"), typed(PURE), after("c")));

        assertThat(executed).containsExactly("a", "b", "c");
    }

    @Test
    void anythingFollowsAStrictGuestThatTouchesNothing() {
        runWithoutStore(workflow("w").node("a", noting("a"), strict()).node("b", noting("b"), after("a")));

        assertThat(executed).containsExactly("a", "b");
    }

    @Test
    void nothingFollowsAGuestInTheRealWorldOrOneThatTouchesWhatIsOutside() {
        runWithoutStore(workflow("w")
                .node("real", noting("real"), metered())
                .node("kv", noting("kv"), strict(), asking(Permissions.NONE.withKv(true)))
                .node("http", noting("http"), strict(), asking(new Permissions(Set.of(), Set.of("a.test"), false)))
                .node("b", noting("b"), after("real"))
                .node("c", noting("c"), after("kv"))
                .node("d", noting("d"), after("http")));

        assertThat(executed).containsExactlyInAnyOrder("real", "kv", "http");
    }

    @Test
    void aNodeWaitsForEachOfItsNeeds() {
        runWithoutStore(workflow("w")
                .node("pure", noting("pure"), typed(PURE))
                .node("plain", noting("plain"))
                .node("join", noting("join"), after("pure", "plain")));

        assertThat(executed).containsExactlyInAnyOrder("pure", "plain");
    }

    @Test
    void everythingFollowsAtOnceInRelaxedPace() {
        runWithoutStore(workflow("w")
                .pace(Pace.RELAXED)
                .node("a", noting("a"))
                .node("b", noting("b"), after("a"))
                .node("c", noting("c"), after("b")));

        assertThat(executed).containsExactly("a", "b", "c");
    }

    @Test
    void aNodeBeginsOnceWhenOneSignalEndsSeveralOfItsNeeds() {
        SimulatedEngine other = new SimulatedEngine();
        RunId run = other.launch(workflow("w")
                .pace(Pace.RELAXED)
                .node("n1", running(context -> NodeResult.await(Expectation.signal("go"))))
                .node("n2", running(context -> NodeResult.await(Expectation.signal("go"))))
                .node("d", noting("d"), after("n1", "n2")));
        other.machine().settle();

        other.engine().steerAsync(run, new Operation.Signal("go", Payload.EMPTY), new Asked("alice", ""));
        other.machine().runToEnd();

        assertThat(executed).containsExactly("d");
        assertThat(other.engine().runningNodes()).isZero();
    }

    @Test
    void aRunThatHasEndedIsNoLongerOpenForWhoeverHearsOfIt() {
        SimulatedEngine other = new SimulatedEngine();
        RunId run = other.launch(workflow("w").node("a", noting("a")));
        List<Integer> open = new ArrayList<>();
        other.engine().whenEnded(run).thenAccept(end -> open.add(other.engine().openRuns()));

        other.machine().runToEnd();

        assertThat(open).containsExactly(0);
    }

    @Test
    void noRunEndsBeforeAllOfItIsDurable() {
        TestWorkflow workflow = workflow("w").pace(Pace.RELAXED).node("a", noting("a"));
        RunId run = runWithoutStore(workflow);
        var ended = engine.engine().whenEnded(run);
        assertThat(ended).isNotDone();

        engine.machine().runToEnd();

        assertThat(ended).isCompleted();
        assertThat(EndedRun.of(workflow.plan(), memory.runs().events(run))).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void doesAgainWhatACrashLostAndEndsTheSame() {
        TestWorkflow workflow = workflow("w")
                .node("a", noting("a"), typed(PURE))
                .node("b", noting("b"), typed(PURE), after("a"), with(scope -> Map.of("in", "" + scope.outputs()), "a"))
                .node("c", noting("c"), after("b"));
        RunId run = runWithoutStore(workflow);
        store.fail(0);

        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(executed).containsExactly("a", "b", "c", "a", "b", "c");
        assertThat(EndedRun.of(workflow.plan(), memory.runs().events(run))).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void skipsWaitForTheStoreLikeEverything() {
        runWithoutStore(workflow("w")
                .node("a", noting("a"), typed(PURE), when(scope -> false))
                .node("b", noting("b"), after("a")));

        assertThat(executed).isEmpty();
    }

    private RunId runWithoutStore(TestWorkflow workflow) {
        RunId run = engine.launch(workflow);
        store.fail(1_000);
        engine.machine().advance(Duration.ofMillis(50));
        store.fail(1);
        return run;
    }

    private TestNode noting(String id) {
        return running(context -> {
            executed.add(id);
            return NodeResult.completed(Payload.of(id));
        });
    }
}
