package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.LaunchResult.Rejected;
import io.sandglass.engine.LaunchResult.Started;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** An engine whose open runs may hold a MiB in memory. */
class PayloadRoomTest {
    private static final Asked ALICE = new Asked("alice", "to see");
    private static final String LARGE = "x".repeat(400_000);

    private final SimulatedEngine engine =
            new SimulatedEngine(1, config -> config.limits(config.limits().payloadMemory(1 << 20)));
    private final TestWorkflow waiting =
            workflow("waiting").node("ask", running(context -> NodeResult.await(Expectation.signal("go"))));

    @Test
    void turnsLaunchesAwayWhileTheInputsOfOpenRunsHoldTooMuch() {
        RunId first = ((Started) launch(waiting, inputs())).run();
        launch(waiting, inputs());
        launch(waiting, inputs());

        LaunchResult refused = launch(waiting, Payload.EMPTY);
        steer(first, new Operation.Cancel(false));
        LaunchResult admitted = launch(waiting, inputs());

        assertThat(refused)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reason())
                                .isEqualTo(
                                        "the inputs and outputs of open runs hold 1 MiB of memory, and 1 MiB is allowed"
                                                + " (engine.payloadMemory); try again when some have ended, or give the service a larger"
                                                + " heap"));
        assertThat(admitted).isInstanceOf(Started.class);
    }

    @Test
    void outputsCountAsWell() {
        TestWorkflow large = waiting("large", Payload.of(LARGE));

        launch(large, Payload.EMPTY);
        launch(large, Payload.EMPTY);
        launch(large, Payload.EMPTY);

        assertThat(launch(large, Payload.EMPTY)).isInstanceOf(Rejected.class);
    }

    @Test
    void whatMayLeaveMemoryDoesNotCount() {
        Payload kept = inputs();
        kept.mayLeave(this::inputs);

        for (int i = 0; i < 10; i++) {
            assertThat(launch(waiting, kept)).isInstanceOf(Started.class);
        }
    }

    @Test
    void sparesMemoryFromHalfOnUntilAQuarter() {
        List<Boolean> told = new ArrayList<>();
        PayloadRoom room = new PayloadRoom(100, told::add);

        room.add(49);
        assertThat(told).isEmpty();
        room.add(1);
        assertThat(told).containsExactly(true);
        room.add(49);
        room.add(-73);
        assertThat(told).containsExactly(true);
        room.add(-1);

        assertThat(told).containsExactly(true, false);
    }

    @Test
    void isFullWhenAllIsHeld() {
        PayloadRoom room = new PayloadRoom(100, spare -> {});

        room.add(99);
        assertThat(room.fullness()).isEmpty();
        room.add(1);
        assertThat(room.fullness()).isPresent();
        room.add(-1);

        assertThat(room.fullness()).isEmpty();
    }

    @Test
    void givesBackWhatARunHeldAlsoIfNobodyCouldBeTold() {
        PayloadRoom room = new PayloadRoom(100_000, spare -> {
            throw new InternalError("struck");
        });
        HeldPayloads held = new HeldPayloads(room);
        RunRecord signal = new RunRecord(
                new RunId(1), 1, new SignalReceived(Optional.empty(), "go", inputs(), ALICE, Instant.EPOCH));

        assertThatThrownBy(() -> held.add(signal)).isInstanceOf(InternalError.class);
        assertThat(room.fullness()).isPresent();
        assertThatThrownBy(held::letGo).isInstanceOf(InternalError.class);

        assertThat(room.fullness()).isEmpty();
    }

    @Test
    void manyRunsThatEndLeaveNothing() {
        TestWorkflow soon = workflow("soon").node("a", returning(LARGE));

        for (int i = 0; i < 20; i++) {
            assertThat(launch(soon, inputs())).isInstanceOf(Started.class);
            engine.machine().runToEnd();
        }
    }

    @Test
    void takesUpWhatIsOpenEvenIfItIsTooMuch() {
        RunId run = ((Started) launch(waiting, inputs())).run();
        launch(waiting, inputs());
        launch(waiting, inputs());

        engine.crashAndRecover();
        LaunchResult refused = launch(waiting, Payload.EMPTY);
        steer(run, new Operation.Cancel(false));

        assertThat(engine.engine().openRuns()).isEqualTo(2);
        assertThat(refused).isInstanceOf(Rejected.class);
        assertThat(launch(waiting, Payload.EMPTY)).isInstanceOf(Started.class);
    }

    @Test
    void retriesAndRerunsWaitForRoomToo() {
        NodeFailure failure = NodeFailure.of(FailureKind.EXTERNAL, "Broken", "it broke");
        TestWorkflow broken = workflow("broken").node("a", running(context -> NodeResult.failed(failure)));
        RunId run = ((Started) launch(broken, Payload.EMPTY)).run();
        engine.machine().runToEnd();
        launch(waiting, inputs());
        launch(waiting, inputs());
        launch(waiting, inputs());

        SteeringResult retried = steer(run, new Operation.Retry());
        SteeringResult rerun = steer(run, new Operation.Rerun(Optional.empty()));

        for (SteeringResult answer : new SteeringResult[] {retried, rerun}) {
            assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(Code.BUSY);
                assertThat(refused.message()).contains("hold 1 MiB of memory");
            });
        }
    }

    private static TestWorkflow waiting(String id, Payload output) {
        return workflow(id)
                .node("make", running(context -> NodeResult.completed(output)))
                .node("ask", running(context -> NodeResult.await(Expectation.signal("go"))), after("make"));
    }

    private Payload inputs() {
        return Payload.of(Map.of("text", LARGE));
    }

    private LaunchResult launch(TestWorkflow workflow, Payload inputs) {
        LaunchResult result =
                engine.launch(new LaunchRequest(engine.deploy(workflow), OptionalInt.empty(), inputs, Cause.manual()));
        engine.machine().runToEnd();
        return result;
    }

    private SteeringResult steer(RunId run, Operation operation) {
        var answer = engine.engine().steerAsync(run, operation, ALICE);
        engine.machine().runToEnd();
        return answer.join();
    }
}
