package io.sandglass.engine.step;

import static io.sandglass.engine.fixture.TestNode.atMostOnce;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunState;
import io.sandglass.spec.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a node came back, the start of the one that takes its place becomes durable along with its end. */
class AnnounceNextTest {
    private static final Instant AT = Instant.parse("2026-03-01T00:00:00Z");
    private static final int BACK = 0;
    private static final int NEXT = 1;

    private final TestWorkflow workflow = workflow("w").node("back", returning(1));

    @Test
    void recordsTheStartOfTheNextOneWithTheEndOfTheLast() {
        workflow.node("next", returning(2));

        Decision decision = afterTheEnd(room(1));

        assertThat(decision.events()).hasSize(2);
        assertThat(decision.events().get(0)).isInstanceOf(NodeSucceeded.class);
        assertThat(decision.events().get(1)).isEqualTo(new AttemptStarted("next", 1, AT));
        assertThat(decision.commands()).containsExactly(new Command.Announce(NEXT));
    }

    @Test
    void saysNothingOfANodeThatWouldHaveToWait() {
        workflow.node("next", returning(2));

        assertThatOnlyTheEndIsRecorded(room(0));
    }

    @Test
    void saysNothingOfANodeThatMayNotRun() {
        workflow.node("next", returning(2), when(scope -> false));

        assertThatOnlyTheEndIsRecorded(room(1));
    }

    @Test
    void saysNothingOfANodeThatMustNotRunTwice() {
        workflow.node("next", returning(2), atMostOnce());

        assertThatOnlyTheEndIsRecorded(room(1));
    }

    @Test
    void saysNothingWhereNoStartHasToBeDurable() {
        workflow.pace(Pace.RELAXED).node("next", returning(2));

        assertThatOnlyTheEndIsRecorded(room(1));
    }

    private void assertThatOnlyTheEndIsRecorded(Room room) {
        Decision decision = afterTheEnd(room);

        assertThat(decision.events()).hasSize(1).allMatch(NodeSucceeded.class::isInstance);
        assertThat(decision.commands()).isEmpty();
    }

    private Decision afterTheEnd(Room room) {
        ExecutionPlan plan = workflow.node("later", TestNode.returning(3)).plan();
        RunStarted began = new RunStarted(workflow.key(), 1, Payload.EMPTY, Cause.manual(), Map.of(), AT);
        RunState state = RunState.empty(plan.graph()).applyAll(Stream.of(began, new AttemptStarted("back", 1, AT)));
        InFlight inFlight = new InFlight(
                Set.of(BACK),
                Set.of(),
                Set.of(),
                room,
                back -> back == BACK ? OptionalInt.of(NEXT) : OptionalInt.empty());
        NodeResult result = NodeResult.completed(Payload.of(1));
        return RunStep.decide(
                new Situation(plan, new RunId(1), state, state, inFlight),
                new Input.Done(BACK, 1, result, Duration.ZERO, AT));
    }

    private static Room room(int places) {
        return new Room() {
            @Override
            public int places() {
                return places;
            }

            @Override
            public int of(String pool) {
                return places;
            }
        };
    }
}
