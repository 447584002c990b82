package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunRecorderTest {
    private final SimulatedEngine engine = new SimulatedEngine();
    private final EngineServices services = engine.services();
    private final RunProgress progress =
            new RunProgress(new RunId(1), workflow("w").node("a", returning(1)).plan(), () -> Duration.ZERO);
    private final List<Throwable> lost = new ArrayList<>();
    private final RunRecorder recorder =
            new RunRecorder(progress, services, services.workers().lane("run-1"), new RunRecorder.Owner() {
                @Override
                public void stored(RunRecord record) {}

                @Override
                public void undone(Throwable refusal) {}

                @Override
                public void stuck(Throwable refusal) {}

                @Override
                public void lost(Throwable why) {
                    lost.add(why);
                }
            });

    @Test
    void tellsWhenTheJournalDidNotGetTheRecords() {
        NodeSkipped ofNoSize = new NodeSkipped("a", null, Instant.EPOCH);

        recorder.record(progress.current(), List.of(ofNoSize));
        engine.machine().settle();

        assertThat(lost).singleElement().isInstanceOf(NullPointerException.class);
    }
}
