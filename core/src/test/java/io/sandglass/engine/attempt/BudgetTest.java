package io.sandglass.engine.attempt;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.metered;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Fuel that a run, or a tenant in a day, has no more of. */
class BudgetTest {
    private final List<Long> allowed = new CopyOnWriteArrayList<>();
    private final SimulatedEngine engine = new SimulatedEngine();

    @Test
    void refusesAMeteredNodeOnceTheBudgetOfItsRunIsSpent() {
        TestWorkflow workflow = workflow("w")
                .budget(1_000)
                .node("a", using(600), metered())
                .node("b", using(600), metered(), after("a"))
                .node("c", using(600), metered(), after("b"))
                .node("d", echo(), after("b"));

        EndedRun run = engine.runToEnd(workflow);

        assertThat(run).ended(RunStatus.FAILED).failure("c", "BudgetSpent").node("d", NodeStatus.SUCCEEDED);
        assertThat(run.state().fuelUnits()).isEqualTo(1_200);
    }

    @Test
    void whatIsReportedBeyondAllMeasureDoesNotWrapAround() {
        TestWorkflow workflow = workflow("w")
                .node("a", using(Long.MAX_VALUE))
                .node("b", using(Long.MAX_VALUE), after("a"))
                .node("c", using(-1_000), after("b"));

        assertThat(engine.runToEnd(workflow).state().fuelUnits()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void capsANodeByWhatIsLeft() {
        engine.runToEnd(workflow("w")
                .budget(1_000)
                .node("a", using(600), metered())
                .node("b", using(300), metered(), after("a"))
                .node("c", using(50), metered(), after("b")));

        assertThat(allowed).containsExactly(1_000L, 400L, 100L);
    }

    @Test
    void countsWhatFailedAttemptsHaveUsed() {
        NodeFailure failure = NodeFailure.of(FailureKind.EXTERNAL, "Broken", "it broke");
        TestNode broken = running(context -> new NodeResult.Failed(failure, new Usage(600, 0, 0, 0, 0)));

        EndedRun run = engine.runToEnd(
                workflow("w").budget(1_000).node("a", broken, metered(), retry(5, Duration.ofSeconds(1))));

        assertThat(run).failure("a", "BudgetSpent");
        assertThat(run.node("a").attempts()).isEqualTo(3);
    }

    @Test
    void doesNotForgetWhatWasUsedBeforeACrash() {
        TestWorkflow workflow = workflow("w")
                .budget(1_000)
                .node("a", using(1_000), metered())
                .node("pause", sleeping(Duration.ofHours(1)), after("a"))
                .node("b", using(1), metered(), after("pause"));
        var run = engine.launch(workflow);
        engine.machine().runUntil(() -> engine.look(workflow, run).node("pause").status() == NodeStatus.SUSPENDED);

        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).failure("b", "BudgetSpent");
    }

    @Test
    void givesEachOfThoseThatRunAtOnceWhatWasLeftAndNoMore() throws Exception {
        CyclicBarrier all = new CyclicBarrier(4);
        TestWorkflow workflow = workflow("w").budget(1_000).node("first", using(200), metered());
        for (int i = 0; i < 4; i++) {
            workflow.node("n" + i, usingAllTogether(all), metered(), after("first"));
        }
        workflow.node("last", using(1), metered(), after("n0", "n1", "n2", "n3"));

        try (LiveEngine live = new LiveEngine()) {
            EndedRun run = live.await(workflow, live.launch(workflow));

            assertThat(run).failure("last", "BudgetSpent");
            assertThat(allowed).containsExactly(1_000L, 800L, 800L, 800L, 800L);
            assertThat(run.state().fuelUnits()).isEqualTo(200 + 4 * 800);
        }
    }

    @Test
    void countsARetriedRunOnAndARerunAnew() {
        Tenancy tenancy = new Tenancy(List.of(Tenant.of("acme", "acme").fuelPerDay(2_500)), Map.of());
        SimulatedEngine shared =
                new SimulatedEngine(1, config -> config.limits(config.limits().tenancy(tenancy)));
        TestWorkflow workflow = workflow("w")
                .namespace("acme")
                .budget(1_000)
                .node("a", using(1_000), metered())
                .node("b", using(1), metered(), after("a"));
        RunId run = shared.launch(workflow);
        shared.machine().runToEnd();

        RunId retried = steered(shared, run, new Operation.Retry());
        assertThat(shared.look(workflow, retried)).failure("b", "BudgetSpent");
        assertThat(allowed).containsExactly(1_000L);

        RunId second = steered(shared, run, new Operation.Rerun(Optional.empty()));
        assertThat(shared.look(workflow, second)).failure("b", "BudgetSpent");
        RunId third = steered(shared, run, new Operation.Rerun(Optional.empty()));
        assertThat(allowed).as("the tenant's day goes on").containsExactly(1_000L, 1_000L, 500L);
        RunId fourth = steered(shared, run, new Operation.Rerun(Optional.empty()));
        assertThat(shared.look(workflow, fourth)).failure("a", "BudgetSpent");
        assertThat(third).isNotEqualTo(fourth);
    }

    private static RunId steered(SimulatedEngine shared, RunId run, Operation operation) {
        var answer = shared.engine().steerAsync(run, operation, new Asked("ann", "again"));
        shared.machine().runToEnd();
        return ((Done) answer.join()).run();
    }

    @Test
    void refusesATenantUntilTheNextDay() {
        Tenancy tenancy = new Tenancy(List.of(Tenant.of("acme", "acme").fuelPerDay(500)), Map.of());
        SimulatedEngine shared =
                new SimulatedEngine(1, config -> config.limits(config.limits().tenancy(tenancy)));
        TestWorkflow first = workflow("first")
                .namespace("acme")
                .node("a", using(600), metered())
                .node("night", sleeping(Duration.ofDays(1)), after("a"))
                .node("b", using(1), metered(), after("night"));
        TestWorkflow second = workflow("second").namespace("acme").node("a", using(1), metered());
        TestWorkflow other = workflow("other").node("a", using(1), metered());

        var firstRun = shared.launch(first);
        shared.machine()
                .runUntil(() -> shared.look(first, firstRun).node("night").status() == NodeStatus.SUSPENDED);
        var secondRun = shared.launch(second);
        var otherRun = shared.launch(other);
        shared.machine().runToEnd();

        assertThat(shared.look(second, secondRun)).failure("a", "BudgetSpent");
        assertThat(shared.look(other, otherRun)).ended(RunStatus.SUCCEEDED);
        assertThat(shared.look(first, firstRun)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void countsWhatHistoryTellsOfToday() {
        Tenancy tenancy = new Tenancy(List.of(Tenant.of("acme", "acme").fuelPerDay(500)), Map.of());
        SimulatedEngine shared =
                new SimulatedEngine(1, config -> config.limits(config.limits().tenancy(tenancy)));
        shared.engine().fuel().of("acme").use(500);

        EndedRun run = shared.runToEnd(workflow("w").namespace("acme").node("a", using(1), metered()));

        assertThat(run).failure("a", "BudgetSpent");
    }

    private TestNode usingAllTogether(CyclicBarrier all) {
        return running(context -> {
            all.await(10, TimeUnit.SECONDS);
            allowed.add(context.limits().fuelUnits());
            return new NodeResult.Completed(
                    Payload.EMPTY, new Usage(context.limits().fuelUnits(), 0, 0, 0, 0));
        });
    }

    private TestNode using(long fuel) {
        return running(context -> {
            allowed.add(context.limits().fuelUnits());
            return new NodeResult.Completed(Payload.EMPTY, new Usage(fuel, 0, 0, 0, 0));
        });
    }
}
