package io.sandglass.engine.attempt;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.atMostOnce;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.metered;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.timeout;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.fair.Wait;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Metered nodes of a tenant whose fuel of today is not counted yet. */
@Timeout(60)
class UncountedFuelTest {
    private static final Tenancy BOUNDED =
            new Tenancy(List.of(Tenant.of("acme", "acme").fuelPerDay(500)), Map.of());

    private final AtomicInteger executed = new AtomicInteger();
    private final TestNode guest = running(context -> {
        executed.incrementAndGet();
        return NodeResult.completed(Payload.EMPTY);
    });

    @Test
    void whatWaitsLongerThanItsTimeoutSucceeds() {
        SimulatedEngine engine = new SimulatedEngine(1, UncountedFuelTest::bounded);
        engine.engine().fuel().count();
        engine.machine()
                .platform()
                .timers()
                .after(Duration.ofMinutes(4), engine.engine().fuel()::counted);

        EndedRun run = engine.runToEnd(
                workflow("w").namespace("acme").node("a", guest, metered(), timeout(Duration.ofSeconds(1))));

        assertThat(run).ended(RunStatus.SUCCEEDED);
        assertThat(executed).hasValue(1);
    }

    @Test
    void whatWaitsHasNotBegunWhenTheEngineCloses() throws Exception {
        TestWorkflow workflow = workflow("w").namespace("acme").node("a", guest, metered(), atMostOnce());
        try (LiveEngine engine = new LiveEngine(UncountedFuelTest::bounded)) {
            RunId run = launchUncounted(engine, workflow);

            assertThat(engine.engine().drain(Duration.ZERO)).isTrue();
            engine.engine().fuel().counted();

            EndedRun left = EndedRun.of(workflow.plan(), engine.store().runs().events(run));
            assertThat(left).ended(RunStatus.RUNNING).node("a", NodeStatus.WAITING);
            assertThat(left.events(AttemptStarted.class)).isEmpty();
            assertThat(executed).hasValue(0);
        }
    }

    @Test
    void whatWaitsTakesNoPlace() throws Exception {
        TestWorkflow waiting = workflow("w").namespace("acme").node("a", guest, metered());
        TestWorkflow other = workflow("other").namespace("acme").node("a", echo());
        try (LiveEngine engine = new LiveEngine(UncountedFuelTest::bounded)) {
            RunId run = launchUncounted(engine, waiting);

            assertThat(engine.await(other, engine.launch(other))).ended(RunStatus.SUCCEEDED);
            assertThat(engine.engine().runningNodes()).isZero();

            engine.engine().fuel().counted();
            assertThat(engine.await(waiting, run)).ended(RunStatus.SUCCEEDED);
        }
    }

    @Test
    void aRunThatIsPausedAndResumedMeanwhileRunsItOnce() {
        SimulatedEngine engine = new SimulatedEngine(1, UncountedFuelTest::bounded);
        TestWorkflow workflow = workflow("w").namespace("acme").node("a", guest, metered());
        engine.engine().fuel().count();
        RunId run = engine.launch(workflow);
        engine.engine().steerAsync(run, new Operation.Pause(), new Asked("ann", "wait"));
        engine.machine().runToEnd();
        engine.engine().steerAsync(run, new Operation.Resume(), new Asked("ann", "go on"));
        engine.machine().runToEnd();
        assertThat(executed).hasValue(0);

        engine.engine().fuel().counted();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
        assertThat(executed).hasValue(1);
    }

    private static RunId launchUncounted(LiveEngine engine, TestWorkflow workflow) throws Exception {
        engine.engine().fuel().count();
        RunId run = engine.launch(workflow);
        while (!engine.engine().waits(run, "a").get(20, TimeUnit.SECONDS).equals(Optional.of(Wait.forFuel("acme")))) {
            Thread.onSpinWait();
        }
        return run;
    }

    private static EngineConfig bounded(EngineConfig config) {
        return config.limits(config.limits().tenancy(BOUNDED));
    }
}
