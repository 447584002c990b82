package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.attempt.Attempt;
import io.sandglass.engine.attempt.AttemptListener;
import io.sandglass.engine.attempt.AttemptRequest;
import io.sandglass.engine.attempt.AttemptServices;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.fair.Claim;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeResult.Failed;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.run.RunId;
import io.sandglass.time.ManualTime;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attempts that are stopped just as their threads leave them to wait for their starts, on real threads. */
class AttemptRaceTest {
    private static final int TIMES = 20_000;

    private final Workers workers = Workers.system(4);
    private final SimulatedEngine engine = new SimulatedEngine();
    private final TestWorkflow workflow = workflow("w").node("a", returning(1), when(scope -> deciding()));
    private final EngineServices services = engine.services();
    private volatile boolean deciding;

    @AfterEach
    void close() {
        workers.close();
    }

    @Test
    void aStopIsNotLostOnOneThatGoesToWaitForItsStart() throws Exception {
        AttemptRequest request = request();
        AttemptServices real = real();

        for (int i = 0; i < TIMES; i++) {
            deciding = false;
            End end = new End();
            Attempt attempt = new Attempt(request, new Claim("default", Optional.empty(), 5, 0), real, end);
            attempt.start();
            meet(i % 500);
            attempt.cancel("no longer wanted");

            assertThat(end.result.get(10, TimeUnit.SECONDS)).isInstanceOf(Failed.class);
        }
    }

    private boolean deciding() {
        deciding = true;
        return true;
    }

    private void meet(int later) {
        while (!deciding) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < later; i++) {
            Thread.onSpinWait();
        }
    }

    private AttemptServices real() {
        AttemptServices simulated = services.attempts();
        return new AttemptServices(
                new ManualTime().platform(workers),
                simulated.gate(),
                simulated.runner(),
                simulated.grants(),
                simulated.secrets(),
                simulated.cancelGrace(),
                simulated.log(),
                simulated.stopped());
    }

    private AttemptRequest request() {
        RunId run = engine.launch(workflow);
        RunProgress progress = new RunProgress(run, workflow.plan(), () -> Duration.ZERO);
        progress.replay(engine.store().runs().events(run).stream().limit(1).toList());
        AttemptRequests requests = new AttemptRequests(
                progress, services.fuel().of(workflow.plan().spec().namespace()));
        return requests.make(workflow.plan().nodes().get(0), 1, false, Map.of());
    }

    private static final class End implements AttemptListener {
        private final CompletableFuture<NodeResult> result = new CompletableFuture<>();

        @Override
        public void began(Attempt attempt) {}

        @Override
        public void wrote(Attempt attempt, ValueWritten written) {}

        @Override
        public void ended(Attempt attempt, NodeResult result) {
            this.result.complete(result);
        }
    }
}
