package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.fixture.RunAssert;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What becomes of a run beyond the limit where it is not to wait: the words of {@code onLimit}. */
class OnLimitTest extends ConcurrencyFixture {
    @Test
    void skipStartsNothing() {
        TestWorkflow workflow = napping(rule(1, OnLimit.SKIP));
        engine.launch(workflow);

        assertThat(tryLaunch(workflow)).isEqualTo(new LaunchResult.Skipped("1 of 1 runs of default/w go on"));
        assertThat(engine.engine().openRuns()).isEqualTo(1);
        engine.machine().runToEnd();
        assertThat(tryLaunch(workflow)).isInstanceOf(LaunchResult.Started.class);
    }

    @Test
    void aRerunThatIsSkippedMayBeTriedAgainLater() {
        TestWorkflow workflow = napping(rule(1, OnLimit.SKIP));
        RunId ended = engine.launch(workflow);
        engine.machine().runToEnd();
        engine.launch(workflow);

        var answer = engine.engine().steerAsync(ended, new Operation.Rerun(Optional.empty()), new Asked("alice", ""));
        engine.machine().advance(Duration.ofSeconds(1));

        Refused refused = (Refused) answer.join();
        assertThat(refused.code()).isEqualTo(Code.BUSY);
        assertThat(refused.message())
                .isEqualTo("run " + ended + " is not run again now: 1 of 1 runs of default/w go on; try again later");
    }

    @Test
    void failEndsItWithACode() {
        TestWorkflow workflow = napping(rule(1, OnLimit.FAIL));
        engine.launch(workflow);

        RunId second = engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(1));

        RunAssert.assertThat(engine.look(workflow, second))
                .ended(RunStatus.FAILED)
                .error("ConcurrencyLimit: 1 of 1 runs of default/w go on");
        assertThat(engine.engine().openRuns()).isEqualTo(1);
        assertThat(engine.engine().whenEnded(second)).isDone();
    }

    @Test
    void aRunThatFailedForTheLimitWaitsForItWhenItIsRetried() {
        TestWorkflow workflow = napping(rule(1, OnLimit.FAIL));
        engine.launch(workflow);
        RunId second = engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(1));

        engine.engine().steerAsync(second, new Operation.Retry(), new Asked("alice", ""));
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(status(workflow, second)).isEqualTo(RunStatus.QUEUED);
        engine.machine().runToEnd();
        assertThat(status(workflow, second)).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void cancelRunningCancelsTheOldestAndWaitsForItsEnd() {
        TestWorkflow workflow = napping(rule(2, OnLimit.CANCEL_RUNNING));
        RunId oldest = engine.launch(workflow);
        RunId middle = engine.launch(workflow);
        RunId newest = engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(status(workflow, oldest)).isEqualTo(RunStatus.CANCELLED);
        assertThat(status(workflow, middle)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, newest)).isEqualTo(RunStatus.RUNNING);
        assertThat(engine.look(workflow, oldest).state().cancel().orElseThrow().reason())
                .isEqualTo("run " + newest + " takes its place");
    }

    @Test
    void ofManyAtOnceCancelRunningLetsOnlyTheNewestGoOn() {
        TestWorkflow workflow = napping(rule(1, OnLimit.CANCEL_RUNNING));
        List<RunId> runs =
                Stream.generate(() -> engine.launch(workflow)).limit(5).toList();
        engine.machine().runToEnd();

        assertThat(runs.subList(0, 4)).allMatch(run -> status(workflow, run) == RunStatus.CANCELLED);
        assertThat(status(workflow, runs.get(4))).isEqualTo(RunStatus.SUCCEEDED);
    }

    @Test
    void replaceQueuedCancelsThoseThatWait() {
        TestWorkflow workflow = napping(rule(1, OnLimit.REPLACE_QUEUED));
        RunId running = engine.launch(workflow);
        RunId replaced = engine.launch(workflow);
        RunId newest = engine.launch(workflow);
        engine.machine().advance(Duration.ofSeconds(1));

        assertThat(status(workflow, running)).isEqualTo(RunStatus.RUNNING);
        assertThat(status(workflow, replaced)).isEqualTo(RunStatus.CANCELLED);
        assertThat(status(workflow, newest)).isEqualTo(RunStatus.QUEUED);
        engine.machine().runToEnd();
        assertThat(status(workflow, newest)).isEqualTo(RunStatus.SUCCEEDED);
    }
}
