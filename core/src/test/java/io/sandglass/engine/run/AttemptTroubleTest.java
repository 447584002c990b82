package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.attempt.Attempt;
import io.sandglass.engine.attempt.AttemptListener;
import io.sandglass.engine.attempt.AttemptRequest;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.fair.Claim;
import io.sandglass.plugin.NodeResult;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Attempts whose news reach nobody, for want of memory. */
class AttemptTroubleTest {
    private final SimulatedEngine engine = new SimulatedEngine();
    private final TestWorkflow workflow =
            workflow("w").node("a", returning(1)).node("b", returning(1), when(scope -> true));
    private final EngineServices services = engine.services();

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneThatCannotTellThatItBeganFailsAndLeavesItsPlace(int node) {
        DeafListener listener = new DeafListener(false);

        attempt(node, listener).start();
        engine.machine().runToEnd();

        assertThat(listener.ended)
                .singleElement()
                .asString()
                .contains("its start could not be told", "no memory for its start");
        assertThat(services.gate().inside()).isZero();
    }

    @Test
    void oneThatCannotTellThatItEndedLeavesItsPlace() {
        DeafListener listener = new DeafListener(true);

        attempt(0, listener).start();
        engine.machine().runToEnd();

        assertThat(listener.ended).hasSize(1);
        assertThat(services.gate().inside()).isZero();
    }

    private Attempt attempt(int node, AttemptListener listener) {
        RunId run = engine.launch(workflow);
        RunProgress progress = new RunProgress(run, workflow.plan(), () -> Duration.ZERO);
        progress.replay(engine.store().runs().events(run).stream().limit(1).toList());
        AttemptRequests requests = new AttemptRequests(
                progress, services.fuel().of(workflow.plan().spec().namespace()));
        AttemptRequest request = requests.make(workflow.plan().nodes().get(node), 1, false, Map.of());
        return new Attempt(request, new Claim("default", Optional.empty(), 5, 0), services.attempts(), listener);
    }

    private static final class DeafListener implements AttemptListener {
        private final boolean alsoToTheEnd;
        private final List<NodeResult> ended = new ArrayList<>();

        DeafListener(boolean alsoToTheEnd) {
            this.alsoToTheEnd = alsoToTheEnd;
        }

        @Override
        public void began(Attempt attempt) {
            throw new InternalError("no memory for its start");
        }

        @Override
        public void wrote(Attempt attempt, ValueWritten written) {}

        @Override
        public void ended(Attempt attempt, NodeResult result) {
            ended.add(result);
            if (alsoToTheEnd) {
                throw new InternalError("no memory for its end");
            }
        }
    }
}
