package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Code;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What can be asked of a run while its records are being replayed. */
@Timeout(60)
class BeingTakenUpTest {
    private final SimulatedEngine machine = new SimulatedEngine();
    private final TestWorkflow workflow = workflow("w").node("nap", sleeping(Duration.ofHours(1)));
    private final RunId run = leftBehind();

    private final EngineConfig config = EngineConfig.of(
            machine.store().specs(),
            machine.store().runs(),
            machine.compiler(),
            (spec, given, base) -> given,
            machine.machine().platform());
    private final EngineServices services = machine.services();
    private final OpenRuns open = new OpenRuns(10);
    private final RunsInTransit transit = new RunsInTransit();
    private final Entrance entrance = new Entrance(config, services, open, transit);
    private final StoredRuns stored = new StoredRuns(config, services, entrance, transit);
    private final RunSteering steering = new RunSteering(services, open, transit, stored);
    private final RunLookup lookup = new RunLookup(config.runs(), services, open, transit, stored);

    @Test
    void nothingIsDecidedOnWhatTheRunDoesNotKnowYet() {
        List<RunRecord> before = machine.store().runs().events(run);
        List<CompletableFuture<SteeringResult>> answers = new ArrayList<>();
        List<Boolean> cancelled = new ArrayList<>();

        takeUp(() -> {
            answers.add(steering.steer(run, new Operation.Pause(), new Asked("alice", "")));
            cancelled.add(steering.cancel(run, "enough"));
            machine.machine().settle();
        });
        machine.machine().settle();

        assertThat(answers)
                .singleElement()
                .satisfies(
                        answer -> assertThat(((Refused) answer.join()).code()).isEqualTo(Code.BUSY));
        assertThat(cancelled).containsExactly(false);
        assertThat(machine.store().runs().events(run)).startsWith(before.toArray(RunRecord[]::new));
        assertThat(steering.cancel(run, "enough")).isTrue();
    }

    @Test
    void itIsExplainedByItsRecords() {
        Optional<RunExplanation> byRecords = stored.explain(run);
        List<Optional<RunExplanation>> told = new ArrayList<>();

        takeUp(() -> {
            var explained = lookup.explain(run);
            machine.machine().settle();
            told.add(explained.join());
        });

        assertThat(told).containsExactly(byRecords);
    }

    private RunId leftBehind() {
        RunId launched = machine.launch(workflow);
        machine.machine().settle();
        machine.machine().crash();
        return launched;
    }

    /** As whoever recovers runs does it, with something that happens when the records are about to be replayed. */
    private void takeUp(Runnable meanwhile) {
        assertThat(transit.enter(run)).isTrue();
        open.reserveAnyway(services.tenancy().of("default"));
        entrance.takeUp(workflow.plan(), new Watched(machine.store().runs().events(run), meanwhile));
        transit.leave(run);
    }

    private static final class Watched extends AbstractList<RunRecord> {
        private final List<RunRecord> records;
        private final Runnable onReplay;

        Watched(List<RunRecord> records, Runnable onReplay) {
            this.records = records;
            this.onReplay = onReplay;
        }

        @Override
        public Stream<RunRecord> stream() {
            onReplay.run();
            return records.stream();
        }

        @Override
        public RunRecord get(int index) {
            return records.get(index);
        }

        @Override
        public int size() {
            return records.size();
        }
    }
}
