package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunProgressTest {
    private final TestWorkflow chain = workflow("w").node("a", echo()).node("b", echo(), after("a"));
    private final SimulatedEngine engine = new SimulatedEngine();
    private final RunId run = engine.launch(chain);
    private final RunProgress progress = new RunProgress(run, chain.plan(), () -> Duration.ZERO);

    /** The start of the run, then four records: a begins, a succeeds, b begins, b succeeds. */
    private final List<RunRecord> records = records();

    private List<RunRecord> records() {
        engine.machine().settle();
        return engine.store().runs().events(run);
    }

    @Test
    void eachBatchMakesDurableWhatItEndedWith() {
        progress.replay(records.subList(0, 1));
        RunProgress.Batch first = enter(1, 3);
        RunProgress.Batch second = enter(3, 5);

        assertThat(progress.durable().node("a").status()).isEqualTo(NodeStatus.WAITING);
        progress.stored(first);
        assertThat(progress.durable().node("a").status()).isEqualTo(NodeStatus.SUCCEEDED);
        assertThat(progress.durable().node("b").status()).isEqualTo(NodeStatus.WAITING);
        assertThat(progress.recording()).isTrue();
        progress.stored(second);
        assertThat(progress.durable()).isSameAs(progress.current());
        assertThat(progress.recording()).isFalse();
    }

    @Test
    void fallsBackToWhatWasStoredBeforeTheRefusedBatch() {
        progress.replay(records.subList(0, 1));
        RunProgress.Batch first = enter(1, 3);
        RunProgress.Batch second = enter(3, 4);
        enter(4, 5);
        progress.stored(first);

        progress.fallBack(second.records().get(0).seq());

        assertThat(progress.current()).isSameAs(progress.durable());
        assertThat(progress.current().node("b").status()).isEqualTo(NodeStatus.WAITING);
        assertThat(progress.lastSeq()).isEqualTo(records.get(2).seq());
    }

    @Test
    void aDraftLeavesTheStateItBeganWithAsItWas() {
        progress.replay(records.subList(0, 1));
        RunState before = progress.current();

        RunState after = before.applyAll(records.subList(1, 5).stream().map(RunRecord::event));

        assertThat(before.node("a").status()).isEqualTo(NodeStatus.WAITING);
        assertThat(before.node("b").endedNeeds()).isZero();
        assertThat(after.allNodesEnded()).isTrue();
    }

    private RunProgress.Batch enter(int from, int to) {
        List<RunRecord> some = records.subList(from, to);
        progress.enter(
                progress.current().applyAll(some.stream().map(RunRecord::event)),
                some.stream().map(RunRecord::event).toList());
        return progress.take();
    }
}
