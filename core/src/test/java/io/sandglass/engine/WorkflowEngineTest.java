package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.RunAssert;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.SlotKey;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class WorkflowEngineTest {
    private final SimulatedEngine engine = new SimulatedEngine();

    @Test
    void tellsWhenThereIsNoSuchWorkflow() {
        engine.deploy(workflow("nightly").node("a", echo()));

        assertThat(engine.launch(request("nigthly", OptionalInt.empty())))
                .isEqualTo(new LaunchResult.UnknownWorkflow(
                        "there is no workflow 'default/nigthly'; did you mean 'default/nightly'?"));
        assertThat(engine.launch(request("nightly", OptionalInt.of(3))))
                .isEqualTo(new LaunchResult.UnknownWorkflow(
                        "workflow 'default/nightly' has no revision 3; its newest is 1"));
    }

    @Test
    void tellsWhatIsWrongWithTheDocument() {
        engine.deploy(workflow("w").node("a", echo()));
        engine.compiler().remove("w");

        LaunchResult result = engine.launch(request("w", OptionalInt.empty()));

        assertThat(result)
                .isInstanceOfSatisfying(
                        LaunchResult.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting("code")
                                .containsExactly("NO_PLAN"));
        assertThat(engine.store().runs().openRuns()).isEmpty();
    }

    @Test
    void startsOneRunPerSlot() {
        WorkflowKey key = engine.deploy(workflow("w").node("a", sleeping(Duration.ofHours(1))));
        TriggerKey trigger = new TriggerKey(key, "hourly");
        Cause cause = cron(trigger);
        assertThat(engine.engine().hasOpenRun(trigger)).isFalse();

        LaunchResult first = engine.launch(new LaunchRequest(key, OptionalInt.empty(), Payload.EMPTY, cause));
        LaunchResult second = engine.launch(new LaunchRequest(key, OptionalInt.empty(), Payload.EMPTY, cause));

        assertThat(first).isInstanceOf(LaunchResult.Started.class);
        assertThat(second).isEqualTo(new LaunchResult.DuplicateSlot());
        assertThat(engine.engine().openRuns()).isEqualTo(1);
        assertThat(engine.engine().hasOpenRun(trigger)).isTrue();
        engine.machine().runToEnd();
        assertThat(engine.engine().hasOpenRun(trigger)).isFalse();
    }

    @Test
    void knowsTheOpenRunsOfATriggerAlsoAfterARestart() {
        WorkflowKey key = engine.deploy(workflow("w").node("a", sleeping(Duration.ofHours(1))));
        TriggerKey trigger = new TriggerKey(key, "hourly");
        engine.launch(new LaunchRequest(key, OptionalInt.empty(), Payload.EMPTY, cron(trigger)));
        engine.machine().settle();

        engine.crashAndRecover();

        assertThat(engine.engine().hasOpenRun(trigger)).isTrue();
    }

    @Test
    void rejectsMoreOpenRunsThanItsLimit() {
        SimulatedEngine small =
                new SimulatedEngine(1, config -> config.limits(config.limits().maxOpenRuns(2)));
        TestWorkflow sleeper = workflow("w").node("a", sleeping(Duration.ofHours(1)));
        small.launch(sleeper);
        RunId second = small.launch(sleeper);

        assertThat(small.launch(request("w", OptionalInt.empty()))).isInstanceOf(LaunchResult.Rejected.class);

        small.engine().cancel(second, "room");
        small.machine().settle();
        assertThat(small.launch(request("w", OptionalInt.empty()))).isInstanceOf(LaunchResult.Started.class);
    }

    @Test
    void refusedLaunchesTakeNoPlace() {
        SimulatedEngine small =
                new SimulatedEngine(1, config -> config.limits(config.limits().maxOpenRuns(1)));
        for (int i = 0; i < 5; i++) {
            assertThat(small.launch(request("nothing", OptionalInt.empty())))
                    .isInstanceOf(LaunchResult.UnknownWorkflow.class);
        }

        small.launch(workflow("w").node("a", sleeping(Duration.ofHours(1))));

        assertThat(small.engine().openRuns()).isEqualTo(1);
    }

    @Test
    void runsThePlanOfTheRevisionThatWasAskedFor() {
        engine.deploy(workflow("w").node("a", returning(1)));
        TestWorkflow second = workflow("w").node("a", returning(2));
        engine.compiler().put("second", second.plan());
        engine.store().specs().save(new WorkflowKey("default", "w"), "second", "test", Instant.EPOCH);

        engine.launch(request("w", OptionalInt.of(1)));
        engine.launch(request("w", OptionalInt.empty()));
        engine.machine().runToEnd();

        assertThat(engine.heard()).filteredOn(record -> record.seq() == 1).hasSize(2);
        assertThat(engine.compiler().compiled()).isEqualTo(2);
    }

    @Test
    void plansOncePerRevisionUntilNodeTypesChange() {
        AtomicLong generation = new AtomicLong();
        SimulatedEngine changing = new SimulatedEngine(1, config -> config.typesGeneration(generation::get));
        TestWorkflow workflow = workflow("w").node("a", echo());
        changing.runToEnd(workflow);
        changing.runToEnd(workflow);
        assertThat(changing.compiler().compiled()).isEqualTo(1);

        generation.incrementAndGet();
        changing.runToEnd(workflow);

        assertThat(changing.compiler().compiled()).isEqualTo(2);
    }

    @Test
    void refusesLaunchesWhileTheStoreIsUnavailableAndLosesNothing() {
        InMemoryStore memory = new InMemoryStore();
        FlakyRunStore flaky = new FlakyRunStore(memory.runs());
        SimulatedEngine degraded = new SimulatedEngine(1, UnaryOperator.identity(), flaky);
        RunId run = degraded.launch(workflow("w").node("a", echo()).node("b", echo(), after("a")));
        flaky.fail(3);
        degraded.machine().settle();
        assertThat(degraded.engine().outage()).contains("no disk");

        assertThatThrownBy(() -> degraded.engine().launchAsync(request("w", OptionalInt.empty())))
                .isInstanceOf(StoreUnavailable.class);
        degraded.machine().runToEnd();

        assertThat(degraded.engine().outage()).isEmpty();
        assertThat(memory.runs().events(run))
                .extracting(RunRecord::event)
                .filteredOn(AttemptStarted.class::isInstance)
                .hasSize(2);
        assertThat(degraded.engine().openRuns()).isZero();
    }

    @Test
    void aLaunchThatMeetsTheOutageFirstStartsNothing() {
        InMemoryStore memory = new InMemoryStore();
        FlakyRunStore flaky = new FlakyRunStore(memory.runs());
        SimulatedEngine degraded = new SimulatedEngine(1, UnaryOperator.identity(), flaky);
        degraded.deploy(workflow("w").node("a", echo()));
        flaky.fail(1);

        assertThatThrownBy(() -> degraded.launch(request("w", OptionalInt.empty())))
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(StoreUnavailable.class);

        degraded.machine().runToEnd();
        assertThat(degraded.engine().openRuns()).isZero();
        assertThat(memory.runs().openRuns()).isEmpty();
        assertThat(degraded.launch(request("w", OptionalInt.empty()))).isInstanceOf(LaunchResult.Started.class);
    }

    @Test
    void listenersHearEveryRecordOnceInOrderAndOnlyWhenItIsDurable() {
        List<RunRecord> premature = new ArrayList<>();
        engine.engine().addListener(record -> {
            if (!engine.store().runs().events(record.run()).contains(record)) {
                premature.add(record);
            }
        });
        List<RunId> runs = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            runs.add(engine.launch(workflow("w").node("a", echo()).node("b", echo(), after("a"))));
        }
        engine.machine().runToEnd();

        assertThat(premature).isEmpty();
        for (RunId run : runs) {
            assertThat(engine.heard())
                    .filteredOn(record -> record.run().equals(run))
                    .isEqualTo(engine.store().runs().events(run));
        }
    }

    @Test
    void aListenerThatThrowsHarmsNobody() {
        engine.engine().addListener(record -> {
            throw new IllegalStateException("on purpose");
        });

        RunAssert.assertThat(engine.runToEnd(workflow("w").node("a", echo()))).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void aListenerThatLacksAClassHarmsNobodyEither() {
        engine.engine().addListener(record -> {
            throw new NoClassDefFoundError("on purpose");
        });

        RunAssert.assertThat(engine.runToEnd(workflow("w").node("a", echo()))).ended(RunStatus.SUCCEEDED);
        assertThat(engine.engine().openRuns()).isZero();
    }

    @Test
    void tellsTheEndOfRunsThatAreOpenAndOfThoseThatEnded() throws Exception {
        RunId run = engine.launch(workflow("w").node("a", echo()));
        var end = engine.engine().whenEnded(run);
        assertThat(engine.engine().awaitEnd(run, Duration.ZERO)).isEmpty();

        engine.machine().runToEnd();

        assertThat(end.join().status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(engine.engine().whenEnded(run).join()).isEqualTo(end.join());
        assertThat(engine.engine().awaitEnd(run, Duration.ZERO)).contains(RunStatus.SUCCEEDED);
        assertThatThrownBy(() -> engine.engine().awaitEnd(new RunId(9), Duration.ZERO))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("there is no run " + new RunId(9));
    }

    @Test
    void givesANodeOnlyTheOutputsItReads() {
        var run = engine.runToEnd(workflow("w")
                .node("a", returning(1))
                .node("b", returning(2))
                .node(
                        "c",
                        echo(),
                        after("a", "b"),
                        TestNode.with(scope -> Map.of("seen", scope.outputs().keySet()), "b")));

        RunAssert.assertThat(run).output("c", Map.of("seen", List.of("b")));
    }

    @Test
    void startsSuccessorsOnlyWhenTheirNeedsAreDurable() {
        List<String> early = new ArrayList<>();
        RunId[] run = new RunId[1];
        run[0] = engine.launch(workflow("w")
                .node("a", echo())
                .node(
                        "b",
                        TestNode.running(context -> {
                            boolean durable = engine.store().runs().events(run[0]).stream()
                                    .anyMatch(
                                            record -> record.event().toString().startsWith("NodeSucceeded[node=a"));
                            if (!durable) {
                                early.add("b");
                            }
                            return io.sandglass.plugin.NodeResult.completed(Payload.EMPTY);
                        }),
                        after("a")));
        engine.machine().runToEnd();

        assertThat(early).isEmpty();
        assertThat(engine.heard().get(engine.heard().size() - 1).event()).isInstanceOf(RunEnded.class);
    }

    private static LaunchRequest request(String id, OptionalInt revision) {
        return new LaunchRequest(new WorkflowKey("default", id), revision, Payload.EMPTY, Cause.manual());
    }

    private static Cause cron(TriggerKey trigger) {
        SlotKey slot = new SlotKey(trigger, Instant.parse("2027-01-04T09:00:00Z"));
        return new Cause("cron", Optional.of(trigger.name()), Optional.of(slot), Payload.of(Map.of("type", "cron")));
    }
}
