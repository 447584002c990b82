package io.sandglass.engine.attempt;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.RunValues;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunValuesTest {
    private final List<RunValues> leaked = new ArrayList<>();

    @Test
    void showsEveryNodeWhatTheOthersWrote() {
        TestWorkflow workflow = workflow("w")
                .node("write", running(writing("cursor", 41)))
                .node("read", running(reading("cursor")), after("write"));

        EndedRun run = new SimulatedEngine().runToEnd(workflow);

        assertThat(run).ended(RunStatus.SUCCEEDED);
        assertThat(run.state().node("read").state().output()).contains(Payload.of(41));
    }

    @Test
    void keepsAcrossAttemptsWhatAFailedOneWrote() {
        NodeExecutor counting = context -> {
            int count = count(context) + 1;
            context.state().put("count", Payload.of(count));
            return count < 3
                    ? NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Broken", "again"))
                    : NodeResult.completed(Payload.of(count));
        };
        TestWorkflow workflow = workflow("w").node("a", running(counting), retry(3, Duration.ofSeconds(1)));

        EndedRun run = new SimulatedEngine().runToEnd(workflow);

        assertThat(run.state().node("a").state().output()).contains(Payload.of(3));
    }

    @Test
    void isThereAfterACrash() {
        TestWorkflow workflow = workflow("w")
                .node("write", running(writing("cursor", 41)))
                .node("sleep", TestNode.sleeping(Duration.ofHours(1)), after("write"))
                .node("read", running(reading("cursor")), after("sleep"));
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow);
        engine.machine().advance(Duration.ofMinutes(1));

        engine.crashAndRecover();
        engine.machine().runToEnd();

        EndedRun ended = engine.look(workflow, run);
        assertThat(ended.state().node("read").state().output()).contains(Payload.of(41));
    }

    @Test
    void recordsAWriteBeforeTheEndOfItsAttemptInTheSameBatch() {
        SimulatedEngine engine = new SimulatedEngine();
        RunId run = engine.launch(workflow("w").node("a", running(writing("k", 1))));

        engine.machine().runToEnd();

        List<Object> kinds = new ArrayList<>();
        engine.store()
                .runs()
                .events(run)
                .forEach(record -> kinds.add(record.event().getClass()));
        assertThat(kinds).containsSubsequence(ValueWritten.class, NodeSucceeded.class);
    }

    @Test
    void removesAValue() {
        TestWorkflow workflow = workflow("w")
                .node("write", running(writing("k", 1)))
                .node(
                        "remove",
                        running(context -> {
                            context.state().remove("k");
                            return NodeResult.completed(
                                    Payload.of(context.state().keys().size()));
                        }),
                        after("write"));

        EndedRun run = new SimulatedEngine().runToEnd(workflow);

        assertThat(run.state().node("remove").state().output()).contains(Payload.of(0));
        assertThat(run.state().values()).isEmpty();
    }

    @Test
    void refusesWhatIsTooMuchAndLosesNothing() {
        TestWorkflow workflow = workflow("w").node("a", running(context -> {
            context.state().put("k", Payload.of("kept"));
            assertThatThrownBy(() -> context.state().put("k", Payload.of("x".repeat(70_000))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("65536 bytes");
            assertThatThrownBy(() -> context.state().put("", Payload.EMPTY))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> writeTooMany(context.state()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("1000 values");
            return NodeResult.completed(context.state().get("k").orElseThrow());
        }));

        EndedRun run = new SimulatedEngine().runToEnd(workflow);

        assertThat(run.state().node("a").state().output()).contains(Payload.of("kept"));
    }

    @Test
    void isClosedToAnAttemptThatIsOver() {
        TestWorkflow workflow = workflow("w").node("a", running(context -> {
            leaked.add(context.state());
            return NodeResult.completed(Payload.EMPTY);
        }));

        new SimulatedEngine().runToEnd(workflow);

        assertThatThrownBy(() -> leaked.get(0).put("k", Payload.EMPTY)).isInstanceOf(IllegalStateException.class);
    }

    private static void writeTooMany(RunValues values) {
        for (int i = 0; i <= RunValues.MAX_KEYS; i++) {
            values.put("key-" + i, Payload.of(i));
        }
    }

    private static NodeExecutor writing(String key, int value) {
        return context -> {
            context.state().put(key, Payload.of(value));
            return NodeResult.completed(Payload.EMPTY);
        };
    }

    private static NodeExecutor reading(String key) {
        return context -> NodeResult.completed(context.state().get(key).orElseThrow());
    }

    private static int count(NodeContext context) {
        Optional<Payload> count = context.state().get("count");
        return count.map(value -> ((Number) value.value()).intValue()).orElse(0);
    }
}
