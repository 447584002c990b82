package io.sandglass.engine.steering;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.failing;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.engine.steering.SteeringResult.Done;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.run.RunPhase;
import io.sandglass.spec.ConcurrencySpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation in every state of a run. The table says what is possible, and shares nothing with the product. */
class SteeringTableTest {
    private static final Asked ALICE = new Asked("alice", "");
    private static final Set<String> OPEN =
            Set.of("CANCEL", "KILL", "SKIP", "FORCE", "SIGNAL", "APPROVE", "REJECT", "PRIORITY");
    private static final Map<RunPhase, Set<String>> POSSIBLE = Map.of(
            RunPhase.QUEUED, with(OPEN, "PAUSE"),
            RunPhase.RUNNING, with(OPEN, "PAUSE"),
            RunPhase.PAUSED, with(OPEN, "RESUME"),
            RunPhase.STOPPING, Set.of("KILL"),
            RunPhase.SUCCEEDED, Set.of("RERUN"),
            RunPhase.FAILED, Set.of("RETRY", "RERUN"),
            RunPhase.CANCELLED, Set.of("RETRY", "RERUN"));

    private final SimulatedEngine engine = new SimulatedEngine();

    static Stream<Arguments> everyPair() {
        return Arrays.stream(RunPhase.values())
                .flatMap(phase -> operations().keySet().stream().map(verb -> Arguments.of(phase, verb)));
    }

    @ParameterizedTest(name = "{1} of a run that is {0}")
    @MethodSource("everyPair")
    void isDoneOrRefusedWithTheStateNamedAndNothingChanged(RunPhase phase, Verb verb) {
        RunId run = runIn(phase);
        int before = engine.store().runs().events(run).size();

        SteeringResult answer = steer(run, operations().get(verb).get());

        boolean asks = phase != RunPhase.QUEUED;
        if (!asks && (verb == Verb.APPROVE || verb == Verb.REJECT)) {
            assertThat(((Refused) answer).code()).isEqualTo(SteeringResult.Code.NOT_ASKED);
        } else if (POSSIBLE.get(phase).contains(verb.name())) {
            assertThat(answer).isInstanceOf(Done.class);
            assertThat(verb == Verb.RERUN || engine.store().runs().events(run).size() > before)
                    .isTrue();
        } else {
            assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> {
                assertThat(refused.code()).isEqualTo(SteeringResult.Code.WRONG_STATE);
                assertThat(refused.phase()).contains(phase);
                assertThat(refused.message()).contains(verb.word(), phase.name(), run.toString());
                assertThat(refused.possible())
                        .extracting(Verb::name)
                        .containsExactlyInAnyOrderElementsOf(POSSIBLE.get(phase));
            });
            assertThat(engine.store().runs().events(run)).hasSize(before);
        }
    }

    /** A run of that state, with everything settled that settles. */
    private RunId runIn(RunPhase phase) {
        TestWorkflow workflow = switch (phase) {
            case SUCCEEDED -> workflow("w").node("ask", echo());
            case FAILED -> workflow("w").node("ask", failing());
            default ->
                workflow("w")
                        .node("ask", running(context -> NodeResult.await(Expectation.decision("Go on?"))))
                        .node("next", echo(), after("ask"));
        };
        if (phase == RunPhase.QUEUED) {
            engine.launch(workflow.concurrency(oneAtATime()));
        }
        RunId run = engine.launch(workflow);
        engine.machine().settle();
        if (phase == RunPhase.PAUSED) {
            steer(run, new Operation.Pause());
        } else if (phase == RunPhase.CANCELLED) {
            steer(run, new Operation.Cancel(false));
            engine.machine().settle();
        } else if (phase == RunPhase.STOPPING) {
            return stopping();
        }
        return run;
    }

    private static ConcurrencySpec oneAtATime() {
        return new ConcurrencySpec(
                Optional.empty(),
                1,
                ConcurrencySpec.OnLimit.QUEUE,
                OptionalInt.empty(),
                Optional.empty(),
                ConcurrencySpec.Scope.WORKFLOW);
    }

    /** While its attempt is out: the simulated machine makes one step at a time. */
    private RunId stopping() {
        TestWorkflow workflow = workflow("s").node("ask", echo());
        RunId run = engine.launch(workflow);
        engine.machine().runUntil(() -> engine.engine().runningNodes() > 0);
        steer(run, new Operation.Cancel(false));
        return run;
    }

    private SteeringResult steer(RunId run, Operation operation) {
        var answer = engine.engine().steerAsync(run, operation, ALICE);
        engine.machine().runUntil(answer::isDone);
        assertThat(answer).isDone();
        return answer.join();
    }

    private static Map<Verb, Supplier<Operation>> operations() {
        Map<Verb, Supplier<Operation>> all = new EnumMap<>(Verb.class);
        all.put(Verb.PAUSE, Operation.Pause::new);
        all.put(Verb.RESUME, Operation.Resume::new);
        all.put(Verb.CANCEL, () -> new Operation.Cancel(false));
        all.put(Verb.KILL, () -> new Operation.Cancel(true));
        all.put(Verb.RETRY, Operation.Retry::new);
        all.put(Verb.RERUN, () -> new Operation.Rerun(Optional.empty()));
        all.put(Verb.SKIP, () -> new Operation.Force("ask", NodeStatus.SKIPPED, Payload.EMPTY));
        all.put(Verb.FORCE, () -> new Operation.Force("ask", NodeStatus.SUCCEEDED, Payload.EMPTY));
        all.put(Verb.SIGNAL, () -> new Operation.Signal("ready", Payload.EMPTY));
        all.put(Verb.APPROVE, () -> new Operation.Decide("ask", true, Payload.EMPTY));
        all.put(Verb.REJECT, () -> new Operation.Decide("ask", false, Payload.EMPTY));
        all.put(Verb.PRIORITY, () -> new Operation.Prioritise(7));
        return all;
    }

    private static Set<String> with(Set<String> verbs, String more) {
        return Stream.concat(verbs.stream(), List.of(more).stream()).collect(java.util.stream.Collectors.toSet());
    }
}
