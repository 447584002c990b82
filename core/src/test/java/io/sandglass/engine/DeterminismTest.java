package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.flaky;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.spec.FailurePolicy;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promise 19: same seed and inputs, same execution. */
class DeterminismTest {
    @Test
    void theSameSeedGivesTheSameTrace() {
        Set<Long> traces = new HashSet<>();
        for (long seed = 0; seed < 200; seed++) {
            long trace = trace(seed);

            assertThat(trace(seed)).as("seed %s", seed).isEqualTo(trace);
            traces.add(trace);
        }

        assertThat(traces).hasSizeGreaterThan(150);
    }

    private static long trace(long seed) {
        SimulatedEngine engine = new SimulatedEngine(seed);
        engine.engine().addListener(record -> engine.machine().note(record.toString()));
        FailurePolicy policy = FailurePolicy.values()[(int) (seed % 3)];
        engine.launch(workflow("one")
                .policy(policy)
                .node("a", echo())
                .node("b", flaky(3), after("a"), retry(3, Duration.ofSeconds(1)))
                .node("c", sleeping(Duration.ofSeconds(2)), after("a"))
                .node("d", failing(), after("a"), retry(2, Duration.ofSeconds(1)))
                .node("e", echo(), after("b", "c"))
                .node("f", echo(), after("d", "e")));
        engine.launch(workflow("two").node("x", echo()).node("y", echo()).node("z", echo(), after("x", "y")));
        engine.machine().runToEnd();
        return engine.machine().trace();
    }
}
