package io.sandglass.engine;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.fair.Tenant;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.RunStore;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs that are in the store and cannot be brought into the engine, for want of memory. */
@Timeout(60)
class TakeUpTroubleTest {
    private static final Asked ALICE = new Asked("alice", "");

    private final LiveEngine engine = new LiveEngine(new BreakableWorkers(Workers.system(16), this::breaks));
    private volatile boolean broken;
    private volatile boolean unreadable;

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void aReopenedRunThatCannotBeTakenUpGivesItsPlaceBackOnce() throws Exception {
        TestWorkflow workflow = workflow("w").node("a", failing());
        RunId run = engine.launch(workflow);
        assertThat(engine.await(workflow, run)).ended(RunStatus.FAILED);

        broken = true;
        SteeringResult answer = engine.engine().steer(run, new Operation.Retry(), ALICE);
        broken = false;

        assertThat(answer).isInstanceOf(Done.class); // it is on record
        assertThat(engine.store().runs().openRuns()).containsExactly(run);
        assertThat(openRuns()).isZero();
    }

    @Test
    void aLaunchedRunThatCannotGoOnGivesItsPlaceBackOnce() {
        broken = true;
        RunId run = engine.launch(workflow("w").node("a", sleeping(Duration.ofHours(1))));
        broken = false;

        assertThat(engine.store().runs().openRuns()).containsExactly(run);
        assertThat(openRuns()).isZero();
    }

    @Test
    void aRunThatCouldNotBeReadForAnErrorIsNotBusyForEver() {
        InMemoryStore memory = new InMemoryStore();
        SimulatedEngine machine =
                new SimulatedEngine(1, UnaryOperator.identity(), new DelegatingRunStore(memory.runs()) {
                    @Override
                    public List<RunRecord> events(RunId run) {
                        if (unreadable) {
                            throw new OutOfMemoryError("on purpose");
                        }
                        return super.events(run);
                    }
                });
        RunId run = machine.launch(workflow("w").node("a", failing()));
        machine.machine().runToEnd();

        unreadable = true;
        assertThatThrownBy(() -> machine.engine().steerAsync(run, new Operation.Retry(), ALICE))
                .isInstanceOf(OutOfMemoryError.class);
        unreadable = false;
        var again = machine.engine().steerAsync(run, new Operation.Retry(), ALICE);
        machine.machine().runToEnd();

        assertThat(again.join()).isInstanceOf(Done.class);
    }

    @Test
    void nobodyHearsOfAnEndThatTheStoreLeftOut() {
        InMemoryStore memory = new InMemoryStore();
        SimulatedEngine machine = unplannable(new DelegatingRunStore(memory.runs()) {
            @Override
            public Set<RunId> append(List<RunRecord> records) {
                return isEnd(records.get(0)) ? Set.of(records.get(0).run()) : super.append(records);
            }
        });

        machine.crashAndRecover();
        machine.machine().settle();

        assertThat(machine.heard()).isNotEmpty().noneMatch(TakeUpTroubleTest::isEnd);
    }

    @Test
    void aRunWhoseEndWasRefusedIsEndedLater() {
        InMemoryStore memory = new InMemoryStore();
        FlakyRunStore picky = new FlakyRunStore(memory.runs());
        SimulatedEngine machine = unplannable(picky);
        picky.refuse(TakeUpTroubleTest::isEnd);
        machine.crashAndRecover();
        machine.machine().settle();
        assertThat(memory.runs().openRuns()).hasSize(1);

        picky.refuse(record -> false);
        machine.engine().watch(Duration.ofSeconds(10));
        machine.machine().advance(Duration.ofMinutes(10));

        assertThat(memory.runs().openRuns()).isEmpty();
        assertThat(machine.heard()).filteredOn(TakeUpTroubleTest::isEnd).hasSize(1);
    }

    /** With an open run that no later engine can plan. */
    private static SimulatedEngine unplannable(RunStore runs) {
        SimulatedEngine machine = new SimulatedEngine(1, UnaryOperator.identity(), runs);
        machine.launch(workflow("w").node("a", sleeping(Duration.ofHours(1))));
        machine.machine().settle();
        machine.compiler().remove("w");
        return machine;
    }

    private static boolean isEnd(RunRecord record) {
        return record.event() instanceof RunEnded;
    }

    private int openRuns() {
        return engine.engine().status().tenants().get(Tenant.DEFAULT_NAME).openRuns();
    }

    private boolean breaks(String lane) {
        return broken && lane.startsWith("run-");
    }
}
