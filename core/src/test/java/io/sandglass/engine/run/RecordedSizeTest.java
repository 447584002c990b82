package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.with;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.Fakes;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.expression.EvaluationFailed;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.FlakyRunStore;
import io.sandglass.store.InMemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What is too large, or of no shape, to be recorded ends the node or the run that made it, and nothing else. */
class RecordedSizeTest {
    private static final List<Integer> MANY = Collections.nCopies(500_000, 0);
    private static final String LARGE = "x".repeat(9 * 1024 * 1024);

    private final SimulatedEngine engine = new SimulatedEngine();
    private final InMemoryStore memory = new InMemoryStore();
    private final FlakyRunStore picky = new FlakyRunStore(memory.runs());
    private final SimulatedEngine pickyEngine = new SimulatedEngine(1, UnaryOperator.identity(), picky);

    @Test
    void aRecordThatTheStoreRefusesEndsItsRunOnly() {
        picky.refuse(succeeded("a"));
        TestWorkflow poison = workflow("poison")
                .node("a", returning("poison"))
                .node("b", echo(), after("a"))
                .node("c", sleeping(Duration.ofHours(1)));
        TestWorkflow good = workflow("good").node("x", returning(1));

        RunId bad = pickyEngine.launch(poison);
        RunId other = pickyEngine.launch(good);
        pickyEngine.machine().runToEnd();

        assertThat(EndedRun.of(poison.plan(), memory.runs().events(bad)))
                .ended(RunStatus.FAILED)
                .error("its record cannot be stored: too large")
                .node("b", NodeStatus.WAITING);
        assertThat(EndedRun.of(good.plan(), memory.runs().events(other))).ended(RunStatus.SUCCEEDED);
        assertThat(pickyEngine.engine().outage()).isEmpty();
        assertThat(pickyEngine.engine().openRuns()).isZero();
    }

    @Test
    void aRunWhoseFirstRecordIsRefusedIsNotStarted() {
        picky.refuse(record -> record.event() instanceof RunStarted);

        LaunchResult result = pickyEngine.launch(request(pickyEngine, Payload.EMPTY));

        assertRefused(result, "NOT_STORABLE", "too large");
        assertThat(pickyEngine.engine().openRuns()).isZero();
    }

    @Test
    void aRunWhoseEndIsRefusedToo() {
        picky.refuse(record -> record.seq() > 2); // all but the first records, which come together

        RunId run = pickyEngine.launch(workflow("w").node("a", returning(1)));
        pickyEngine.machine().runToEnd();

        assertThat(pickyEngine.engine().openRuns()).isZero();
        assertThat(memory.runs().openRuns()).containsExactly(run);
    }

    @Test
    void inputsThatAreTooLargeAreRefused() {
        LaunchResult result = engine.launch(request(engine, Payload.of(Map.of("text", LARGE))));

        assertRefused(result, "INPUT_TOO_LARGE", "8388608 bytes");
    }

    @Test
    void outputsThatAreTooLargeFailTheRun() {
        EndedRun run = engine.runToEnd(workflow("w").node("a", returning(1)).output("text", Fakes.template(LARGE)));

        assertThat(run)
                .ended(RunStatus.FAILED)
                .error("OutputTooLarge: the workflow's outputs take more than 8388608 bytes as JSON");
    }

    @Test
    void inputsAndOutputsOfTooManyValuesAreRefused() {
        LaunchResult result = engine.launch(request(engine, Payload.of(Map.of("list", MANY))));
        EndedRun run = engine.runToEnd(workflow("o").node("a", returning(1)).output("list", Fakes.template(MANY)));

        assertRefused(result, "INPUT_TOO_LARGE", "the inputs take more than 500000 values");
        assertThat(run)
                .ended(RunStatus.FAILED)
                .error("OutputTooLarge: the workflow's outputs take more than 500000 values");
    }

    /** There was no bound on values once. */
    @Test
    void aRunThatBeganWithMoreValuesGoesOn() {
        TestWorkflow workflow = workflow("w").node("a", returning(1));
        engine.deploy(workflow);
        RunId run = new RunId(77);
        RunStarted started = new RunStarted(
                workflow.key(),
                1,
                Payload.of(Map.of("list", MANY)),
                Cause.manual(),
                Optional.empty(),
                workflow.plan().digests(),
                Instant.EPOCH);
        engine.store().runs().append(List.of(new RunRecord(run, 1, started)));

        engine.engine().recover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    @Test
    void outputsThatAreNestedTooDeeplyFailTheRun() {
        Object deep = "core";
        for (int i = 0; i < Payload.MAX_DEPTH; i++) {
            deep = List.of(deep);
        }

        EndedRun run = engine.runToEnd(workflow("w").node("a", returning(1)).output("deep", Fakes.template(deep)));

        assertThat(run).ended(RunStatus.FAILED);
        assertThat(run.state().end().orElseThrow().error().orElseThrow())
                .startsWith("the workflow's outputs could not be made: java.lang.IllegalArgumentException: ");
    }

    @Test
    void outputsThatCannotBeEvaluatedFailTheRun() {
        assertThat(engine.runToEnd(workflow("w").node("a", returning(1)).output("o", throwing("no such function"))))
                .ended(RunStatus.FAILED)
                .error("output 'o' could not be evaluated: no such function");
    }

    @Test
    void anInputOverTheLimitOfItsNodeIsRefused() {
        Limits tiny = new Limits(1, 1, Duration.ofSeconds(1), 10, 100, 1);

        EndedRun run = engine.runToEnd(workflow("w")
                .limits(tiny)
                .node("fits", echo(), with(scope -> Map.of("a", 1)))
                .node("over", echo(), with(scope -> Map.of("a", "1234567"))));

        assertThat(run).node("fits", NodeStatus.SUCCEEDED).failure("over", "InputTooLarge");
    }

    @Test
    void aNodeTakesAndGivesNoMoreValuesThanItMay() {
        Limits few = new Limits(1, 1, Duration.ofSeconds(1), 1_000, 1_000, 1, 0, 4);

        EndedRun run = engine.runToEnd(workflow("w")
                .limits(few)
                .node("fits", echo(), with(scope -> Map.of("a", List.of(1, 2))))
                .node("takes", echo(), with(scope -> Map.of("a", List.of(1, 2, 3))))
                .node("gives", returning(List.of(1, 2, 3, 4))));

        assertThat(run)
                .node("fits", NodeStatus.SUCCEEDED)
                .failure("takes", "InputTooLarge")
                .failure("gives", "OutputTooLarge");
        assertThat(run.node("gives").state())
                .asString()
                .contains("the output takes more than 4 values; return less or raise limits.values");
    }

    private static io.sandglass.expression.Template throwing(String message) {
        return Fakes.template(Set.of(), scope -> {
            throw new EvaluationFailed(message);
        });
    }

    private static Predicate<RunRecord> succeeded(String node) {
        return record ->
                record.event() instanceof NodeSucceeded event && event.node().equals(node);
    }

    private static LaunchRequest request(SimulatedEngine engine, Payload inputs) {
        var key = engine.deploy(workflow("w").node("a", echo()));
        return new LaunchRequest(key, OptionalInt.empty(), inputs, Cause.manual());
    }

    private static void assertRefused(LaunchResult result, String... words) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        LaunchResult.Invalid.class,
                        invalid -> assertThat(invalid.problems())
                                .singleElement()
                                .asString()
                                .contains(words));
    }
}
