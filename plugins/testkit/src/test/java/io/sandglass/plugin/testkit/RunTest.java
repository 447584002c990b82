package io.sandglass.plugin.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Permissions;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunTest {
    @Test
    void completesTheConfigWithItsDefaults() throws Exception {
        assertThat(Run.of(new CountNode()).with("to", 3).output()).isEqualTo(Payload.of(Map.of("steps", 3L)));
        assertThat(Run.of(new CountNode()).with(Map.of("to", 4, "step", 2)).output())
                .isEqualTo(Payload.of(Map.of("steps", 2L)));
    }

    @Test
    void reportsAllThatDoesNotFit() {
        Run run =
                Run.of(new CountNode()).with("step", 1.5).with("pause", "soon").with("too", 3);

        assertThatThrownBy(run::execute)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("with.to is required")
                .hasMessageContaining("with.step must be INTEGER")
                .hasMessageContaining("with.pause must be DURATION")
                .hasMessageContaining("with.too is no field of count");
    }

    @Test
    void aWholeNumberFitsALong() {
        Run run = Run.of(new CountNode()).with("to", BigInteger.ONE.shiftLeft(64));

        assertThatThrownBy(run::execute).hasMessageContaining("with.to must be INTEGER");
    }

    @Test
    void saysHowTheNodeEndedInstead() {
        NodeFailure failure = NodeFailure.of(FailureKind.USER, "Nope", "no way");

        assertThatThrownBy(Run.of(ending(NodeResult.failed(failure)))::output).hasMessageContaining("no way");
        assertThatThrownBy(Run.of(ending(NodeResult.skipped("lazy")))::failure).hasMessageContaining("lazy");
    }

    @Test
    void givesTheNodeItsContext() throws Exception {
        FakeContext context = new FakeContext();

        Run.of(new CountNode()).with("to", 1).in(context).execute();

        assertThat(context.lines()).containsExactly(new FakeContext.Line(LogLevel.DEBUG, "counting"));
    }

    @Test
    void aContextIsWhatATestSaysItIs() {
        Permissions git = new Permissions(Set.of("git"), Set.of(), false);
        Instant spring = Instant.parse("2026-03-01T00:00:00Z");
        Limits small = new Limits(1, 1, Duration.ofSeconds(1), 1, 1, 1);

        FakeContext context = new FakeContext()
                .at(spring)
                .advance(Duration.ofHours(1))
                .until(spring.plusSeconds(9))
                .attempt(2)
                .granting(git)
                .limitedTo(small);

        assertThat(context.now()).isEqualTo(spring.plusSeconds(3600));
        assertThat(context.deadline()).isEqualTo(spring.plusSeconds(9));
        assertThat(context.attempt()).isEqualTo(2);
        assertThat(context.permissions()).isEqualTo(git);
        assertThat(context.limits()).isEqualTo(small);
    }

    @Test
    void aCancelRunsEachWaitingActionOnce() {
        FakeContext context = new FakeContext();
        List<String> ran = new ArrayList<>();
        context.cancellation().onCancel(() -> ran.add("kept"));
        context.cancellation().onCancel(() -> ran.add("taken back")).close();

        context.cancel();
        context.cancel();
        context.cancellation().onCancel(() -> ran.add("late"));

        assertThat(context.cancellation().isCancelled()).isTrue();
        assertThat(ran).containsExactly("kept", "late");
    }

    private static NodePlugin ending(NodeResult result) {
        return new NodePlugin() {
            @Override
            public NodeType type() {
                return NodeType.of("ending", 1);
            }

            @Override
            public NodeExecutor create(NodeConfig config) {
                return context -> result;
            }
        };
    }
}
