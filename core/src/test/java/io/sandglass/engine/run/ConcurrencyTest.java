package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.Fakes;
import io.sandglass.engine.fixture.RunAssert;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.expression.EvaluationFailed;
import io.sandglass.fair.Wait;
import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** How many runs of a key go on at once, and how the others wait. */
class ConcurrencyTest extends ConcurrencyFixture {
    @Test
    void aRunBeyondTheLimitWaitsAndThenGoesOn() {
        TestWorkflow workflow = napping(rule(1, OnLimit.QUEUE));
        RunId first = engine.launch(workflow);
        RunId second = engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(30));

        assertThat(status(workflow, first)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, second)).isEqualTo(RunStatus.QUEUED);
        assertThat(engine.engine().waits(second)).contains(new Wait(Wait.Limit.RUNS, "default/w", 1, 1));
        assertThat(engine.look(workflow, second).node("nap").status()).isEqualTo(NodeStatus.WAITING);

        engine.machine().runToEnd();
        EndedRun ended = engine.look(workflow, second);
        RunAssert.assertThat(ended).ended(RunStatus.SUCCEEDED);
        assertThat(ended.events(RunQueued.class)).hasSize(1);
        assertThat(ended.events(RunAdmitted.class)).hasSize(1);
        assertThat(ended.events(RunAdmitted.class).get(0).at())
                .isEqualTo(
                        engine.look(workflow, first).state().end().orElseThrow().at());
    }

    @Test
    void aRunWithoutALimitHasNoRecordOfOne() {
        EndedRun run = engine.runToEnd(workflow("w").node("a", echo()));

        assertThat(run.state().concurrencyKey()).isEmpty();
        assertThat(run.events(RunAdmitted.class)).isEmpty();
    }

    @Test
    void runsOfOtherKeysDoNotWait() {
        TestWorkflow workflow = napping(keyed(Fakes.template(
                java.util.Set.of(), scope -> scope.inputs().object().get("day"))));
        RunId monday = engine.launch(workflow, Payload.of(Map.of("day", "mon")));
        RunId tuesday = engine.launch(workflow, Payload.of(Map.of("day", "tue")));
        RunId mondayAgain = engine.launch(workflow, Payload.of(Map.of("day", "mon")));
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(status(workflow, monday)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, tuesday)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, mondayAgain)).isEqualTo(RunStatus.QUEUED);
        assertThat(engine.look(workflow, mondayAgain).state().concurrencyKey()).contains("default/w[mon]");
    }

    @Test
    void aKeyThatCannotBeMadeStartsNothing() {
        TestWorkflow workflow = napping(keyed(Fakes.template(java.util.Set.of(), scope -> {
            throw new EvaluationFailed("no such luck");
        })));

        assertThat(tryLaunch(workflow))
                .isInstanceOfSatisfying(
                        LaunchResult.Invalid.class,
                        invalid -> assertThat(invalid.problems().get(0).reason())
                                .isEqualTo("the concurrency key cannot be evaluated: no such luck"));
        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void workflowsOfANamespaceShareItsLimit() {
        ConcurrencySpec shared = new ConcurrencySpec(
                Optional.empty(), 1, OnLimit.QUEUE, OptionalInt.empty(), Optional.empty(), Scope.NAMESPACE);
        TestWorkflow one = workflow("one").concurrency(shared).node("nap", sleeping(NAP));
        TestWorkflow other = workflow("other").concurrency(shared).node("nap", sleeping(NAP));
        engine.launch(one);
        RunId second = engine.launch(other);
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(status(other, second)).isEqualTo(RunStatus.QUEUED);
    }

    @Test
    void thoseOfAHigherPriorityGoOnFirst() {
        ConcurrencySpec shared = new ConcurrencySpec(
                Optional.empty(), 1, OnLimit.QUEUE, OptionalInt.empty(), Optional.empty(), Scope.NAMESPACE);
        TestWorkflow first = workflow("first").concurrency(shared).node("nap", sleeping(NAP));
        TestWorkflow low = workflow("low").priority(1).concurrency(shared).node("nap", sleeping(NAP));
        TestWorkflow high = workflow("high").priority(8).concurrency(shared).node("nap", sleeping(NAP));
        engine.launch(first);
        RunId late = engine.launch(low);
        RunId early = engine.launch(high);
        engine.machine().advance(NAP.plusSeconds(1));

        assertThat(status(high, early)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(low, late)).isEqualTo(RunStatus.QUEUED);
    }

    @Test
    void noMoreWaitThanMay() {
        TestWorkflow workflow = napping(new ConcurrencySpec(
                Optional.empty(), 1, OnLimit.QUEUE, OptionalInt.of(1), Optional.empty(), Scope.WORKFLOW));
        engine.launch(workflow);
        engine.launch(workflow);

        assertThat(tryLaunch(workflow))
                .isEqualTo(new LaunchResult.Skipped(
                        "1 of 1 runs of default/w go on and 1 wait, the most allowed (maxQueued)"));
    }

    @Test
    void aRunDoesNotWaitLongerThanItMay() {
        TestWorkflow workflow = napping(new ConcurrencySpec(
                Optional.empty(),
                1,
                OnLimit.QUEUE,
                OptionalInt.empty(),
                Optional.of(Duration.ofSeconds(20)),
                Scope.WORKFLOW));
        RunId first = engine.launch(workflow);
        RunId second = engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(10));
        engine.crashAndRecover();

        engine.machine().advance(Duration.ofSeconds(9));
        assertThat(status(workflow, second)).isEqualTo(RunStatus.QUEUED);
        engine.machine().advance(Duration.ofSeconds(1));

        RunAssert.assertThat(engine.look(workflow, second))
                .ended(RunStatus.FAILED)
                .error("QueueTimeout: it waited for its turn for PT20S");
        engine.machine().runToEnd();
        assertThat(status(workflow, first)).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void aRunThatWaitsCanBeCancelled() {
        TestWorkflow workflow = napping(rule(1, OnLimit.QUEUE));
        engine.launch(workflow);
        RunId second = engine.launch(workflow);
        RunId third = engine.launch(workflow);

        engine.engine().cancel(second, "enough");
        engine.machine().advance(NAP.plusSeconds(1));

        assertThat(status(workflow, second)).isEqualTo(RunStatus.CANCELLED);
        assertThat(status(workflow, third)).isEqualTo(RunStatus.RUNNING);
    }

    @Test
    void thoseThatWereAdmittedBeforeACrashGoOnBeforeThoseThatWaited() {
        TestWorkflow workflow = napping(rule(2, OnLimit.QUEUE));
        RunId first = engine.launch(workflow);
        RunId second = engine.launch(workflow);
        RunId third = engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(10));

        engine.crashAndRecover();
        engine.machine().advance(Duration.ofSeconds(10));

        assertThat(status(workflow, first)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, second)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, third)).isEqualTo(RunStatus.QUEUED);
        engine.machine().runToEnd();
        assertThat(status(workflow, third)).isEqualTo(RunStatus.SUCCEEDED);
    }

    private static ConcurrencySpec keyed(io.sandglass.expression.Template key) {
        return new ConcurrencySpec(
                Optional.of(key), 1, OnLimit.QUEUE, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW);
    }
}
