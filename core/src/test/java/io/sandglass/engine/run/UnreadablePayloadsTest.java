package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.atMostOnce;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.returning;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestNode.when;
import static io.sandglass.engine.fixture.TestNode.with;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.explain.NodeReason.Code;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.fixture.EndedRun;
import io.sandglass.engine.fixture.Fakes;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestNode;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.expression.Scope;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptFailed;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.SignalReceived;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Large payloads that leave memory once they are stored, on a share that is gone for the next minute. */
class UnreadablePayloadsTest {
    private static final Asked ALICE = new Asked("alice", "to see");
    private static final String TEXT = "x".repeat(20_000);
    private static final Map<String, Object> LARGE = Map.of("text", TEXT);
    private static final Duration AWAY = Duration.ofMinutes(1);

    private final SimulatedEngine engine = new SimulatedEngine();
    private final Instant back = engine.machine().now().plus(AWAY);
    private final AtomicInteger reads = new AtomicInteger();
    private final TestWorkflow workflow = workflow("w").node("make", returning(LARGE));

    @BeforeEach
    void letWhatIsStoredLeave() {
        engine.engine().addListener(this::letLeave);
    }

    @Test
    void evaluatesTheOutputsOfTheRunWhenTheyCanBeReadAgain() {
        givesTheTextOut();

        RunId run = engine.launch(workflow);
        engine.machine().advance(AWAY.dividedBy(2));
        RunExplanation waiting = explain(run);
        engine.machine().runToEnd();

        assertThat(waiting.error())
                .contains("its outputs cannot be evaluated now, and are tried again: the share is gone");
        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED).outputs(Map.of("text", TEXT));
        assertThat(explain(run).error()).isEmpty();
        assertThat(reads.get()).isBetween(4, 10);
    }

    @Test
    void aRunWhoseOutputsCannotBeReadCanBeCancelled() {
        givesTheTextOut();
        RunId run = engine.launch(workflow);
        engine.machine().advance(AWAY.dividedBy(2));

        steer(run, new Operation.Cancel(false));
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.CANCELLED);
    }

    @Test
    void makesAnAttemptAgainWhoseInputCannotBeReadThoughItsNodeHasOnlyOne() {
        workflow.node("use", echo(), after("make"), with(scope -> Map.of("text", made(scope)), "make"));

        EndedRun run = engine.runToEnd(workflow);

        assertThat(run).ended(RunStatus.SUCCEEDED).output("use", LARGE);
        assertThat(run.node("use").failures()).isZero();
        assertThat(run.events(AttemptFailed.class)).hasSizeBetween(3, 10).allSatisfy(failed -> {
            assertThat(failed.failure().code()).isEqualTo("InputUnreadable");
            assertThat(failed.failure().message()).isEqualTo("the share is gone");
        });
    }

    @Test
    void makesItAgainAlsoWhereItMustNotRunTwice() {
        AtomicInteger runs = new AtomicInteger();
        TestNode once = running(context -> NodeResult.completed(Payload.of(runs.incrementAndGet())));
        workflow.node("use", once, after("make"), with(scope -> Map.of("text", made(scope)), "make"), atMostOnce());

        assertThat(engine.runToEnd(workflow)).ended(RunStatus.SUCCEEDED).output("use", 1);
    }

    @Test
    void otherRunsGoOnMeanwhile() {
        workflow.node("use", echo(), after("make"), with(scope -> Map.of("text", made(scope)), "make"));
        TestWorkflow other = workflow("other").node("a", returning(1)).node("b", returning(2), after("a"));

        RunId waiting = engine.launch(workflow);
        engine.machine().advance(AWAY.dividedBy(4));
        RunId quick = engine.launch(other);
        engine.machine().advance(AWAY.dividedBy(4));

        assertThat(engine.look(other, quick)).ended(RunStatus.SUCCEEDED);
        assertThat(engine.look(workflow, waiting).state().end()).isEmpty();
        assertThat(explain(waiting).nodes().get(1).code()).isEqualTo(Code.BACKOFF);
    }

    /** With a retry, as the condition of a node is not decided again once its code has begun. */
    @Test
    void decidesAConditionAgainThatCannotBeRead() {
        workflow.node(
                "use",
                returning(1),
                after("make"),
                when(scope -> made(scope).equals("y"), "make"),
                retry(3, Duration.ofSeconds(1)));

        RunId run = engine.launch(workflow);
        engine.machine().advance(AWAY.dividedBy(2));
        RunExplanation waiting = explain(run);
        engine.machine().runToEnd();

        assertThat(waiting.nodes().get(1).text()).startsWith("what its condition reads could not be read");
        EndedRun ended = engine.look(workflow, run);
        assertThat(ended).ended(RunStatus.SUCCEEDED).skipped("use", "'when' is false");
        assertThat(ended.events(AttemptFailed.class)).isEmpty();
        assertThat(reads.get()).isBetween(4, 10);
    }

    @Test
    void aConditionThatCannotBeReadOutlivesACrash() {
        workflow.node(
                "use", returning(1), after("make"), when(scope -> made(scope).equals(TEXT), "make"));
        RunId run = engine.launch(workflow);
        engine.machine().advance(AWAY.dividedBy(2));

        engine.crashAndRecover();
        engine.machine().runToEnd();

        assertThat(engine.look(workflow, run)).ended(RunStatus.SUCCEEDED).output("use", 1);
    }

    @Test
    void aNodeTakesASignalThatCameBeforeItAndCannotBeRead() {
        TestWorkflow asking = workflow("asking")
                .node("pause", sleeping(AWAY.dividedBy(2)))
                .node("ask", running(context -> NodeResult.await(Expectation.signal("go"))), after("pause"));
        RunId run = engine.launch(asking);

        steer(run, new Operation.Signal("go", Payload.of(LARGE)));
        engine.machine().runToEnd();

        assertThat(reads).hasValue(0);
        engine.machine().advance(AWAY);
        assertThat(engine.look(asking, run)).ended(RunStatus.SUCCEEDED).output("ask", LARGE);
    }

    @Test
    void refusesASignalWhileThoseBeforeCannotBeMeasuredAndGoesOn() {
        TestWorkflow asking =
                workflow("asking").node("ask", running(context -> NodeResult.await(Expectation.signal("go"))));
        RunId run = engine.launch(asking);
        engine.machine().settle();
        steer(run, new Operation.Signal("other", Payload.of(LARGE)));

        SteeringResult refused = steer(run, new Operation.Signal("go", Payload.EMPTY));
        engine.machine().advance(AWAY);
        SteeringResult done = steer(run, new Operation.Signal("go", Payload.EMPTY));
        engine.machine().runToEnd();

        assertThat(refused).isInstanceOfSatisfying(Refused.class, why -> {
            assertThat(why.code()).isEqualTo(SteeringResult.Code.BUSY);
            assertThat(why.message()).contains("cannot be read now: the share is gone; try again");
        });
        assertThat(done).isInstanceOf(SteeringResult.Done.class);
        assertThat(engine.look(asking, run)).ended(RunStatus.SUCCEEDED);
    }

    /** Once it has left: its nodes end when all is stored. */
    private void givesTheTextOut() {
        workflow.node("pause", sleeping(Duration.ofSeconds(1)), after("make"))
                .output("text", Fakes.template(Set.of("make"), UnreadablePayloadsTest::made));
    }

    private static Object made(Scope scope) {
        return String.valueOf(scope.outputs().get("make").field("text").value());
    }

    private RunExplanation explain(RunId run) {
        var answer = engine.engine().explainAsync(run);
        engine.machine().runUntil(answer::isDone);
        return answer.join().orElseThrow();
    }

    private SteeringResult steer(RunId run, Operation operation) {
        var answer = engine.engine().steerAsync(run, operation, ALICE);
        engine.machine().runUntil(answer::isDone);
        return answer.join();
    }

    private void letLeave(RunRecord record) {
        payload(record.event()).ifPresent(payload -> {
            payload.mayLeave(this::read);
            assertThatThrownBy(() -> List.of(new long[Integer.MAX_VALUE - 8], new long[Integer.MAX_VALUE - 8]))
                    .isInstanceOf(OutOfMemoryError.class); // before which it has left
        });
    }

    private static Optional<Payload> payload(RunEvent event) {
        if (event instanceof NodeSucceeded succeeded) {
            return Optional.of(succeeded.output());
        }
        return event instanceof SignalReceived signal ? Optional.of(signal.data()) : Optional.empty();
    }

    private Payload read() {
        reads.incrementAndGet();
        if (engine.machine().now().isBefore(back)) {
            throw new StoreUnavailable("the share is gone");
        }
        return Payload.of(LARGE);
    }
}
