package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.LaunchResult.AlreadyStarted;
import io.sandglass.engine.LaunchResult.KeyTaken;
import io.sandglass.engine.LaunchResult.Started;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.RunId;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyedLaunchesTest {
    private static final Duration NAP = Duration.ofHours(1);

    private final SimulatedEngine engine = new SimulatedEngine();

    @Test
    void startsOneRunHoweverOftenItIsAskedForIt() {
        LaunchRequest request = request(engine.deploy(workflow("w").node("a", echo())), Map.of("day", "mon"));

        RunId first = started(engine.launch(request.key("monday")));
        LaunchResult again = engine.launch(request.key("monday"));
        LaunchResult other = engine.launch(request.key("tuesday"));
        LaunchResult without = engine.launch(request);

        assertThat(again).isEqualTo(new AlreadyStarted(first));
        assertThat(List.of(started(other), started(without)))
                .doesNotContain(first)
                .doesNotHaveDuplicates();
        assertThat(engine.engine().launchedWith(request.workflow(), "monday")).contains(first);
        assertThat(engine.engine().launchedWith(request.workflow(), "sunday")).isEmpty();
    }

    @Test
    void knowsTheKeyOfARunThatHasEndedAndAfterACrash() {
        LaunchRequest request = request(engine.deploy(workflow("w").node("a", echo())), Map.of())
                .key("k");
        RunId first = started(engine.launch(request));
        engine.machine().runToEnd();
        assertThat(engine.engine().openRuns()).isZero();

        engine.crashAndRecover();

        assertThat(engine.launch(request)).isEqualTo(new AlreadyStarted(first));
    }

    @Test
    void startsOneRunForManyWhoAskAtOnce() {
        LaunchRequest request = request(engine.deploy(workflow("w").node("a", echo())), Map.of())
                .key("k");

        List<CompletableFuture<LaunchResult>> answers = IntStream.range(0, 20)
                .mapToObj(i -> engine.engine().launchAsync(request))
                .toList();
        engine.machine().runUntil(() -> answers.stream().allMatch(CompletableFuture::isDone));

        List<LaunchResult> results =
                answers.stream().map(CompletableFuture::join).toList();
        RunId run = results.stream()
                .filter(Started.class::isInstance)
                .map(KeyedLaunchesTest::started)
                .findFirst()
                .orElseThrow();
        assertThat(results).containsOnlyOnce(new Started(run)).containsOnly(new Started(run), new AlreadyStarted(run));
        assertThat(engine.store().runs().openRuns()).hasSizeLessThanOrEqualTo(1);
    }

    /** What a client does that must have each of its runs once: it asks until it is answered. */
    @Test
    void startsOneRunForEachKeyHoweverOftenTheProcessDies() {
        for (int seed = 0; seed < 300; seed++) {
            SimulatedEngine engine = new SimulatedEngine(seed);
            Random random = new Random(seed);
            WorkflowKey workflow = engine.deploy(workflow("w").node("a", sleeping(NAP)));
            Map<String, RunId> answers = new HashMap<>();

            while (answers.size() < 5) {
                List<CompletableFuture<LaunchResult>> asked = IntStream.range(0, 5)
                        .mapToObj(i -> ask(engine, workflow, "k" + i, answers))
                        .toList();
                int most = random.nextInt(40);
                AtomicInteger steps = new AtomicInteger();
                engine.machine()
                        .runUntil(() -> steps.getAndIncrement() == most
                                || asked.stream().allMatch(CompletableFuture::isDone));
                assertThat(asked).noneMatch(CompletableFuture::isCompletedExceptionally);
                engine.crashAndRecover();
            }

            assertThat(engine.store().runs().openRuns())
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(answers.values());
        }
    }

    private static CompletableFuture<LaunchResult> ask(
            SimulatedEngine engine, WorkflowKey workflow, String key, Map<String, RunId> answers) {
        return engine.engine().launchAsync(request(workflow, Map.of()).key(key)).whenComplete((result, failure) -> {
            RunId run = result instanceof Started started ? started.run() : ((AlreadyStarted) result).run();
            assertThat(answers.merge(key, run, (before, now) -> before)).isEqualTo(run);
        });
    }

    @Test
    void answersWithTheRunWhereNoMoreMayStart() {
        ConcurrencySpec single = new ConcurrencySpec(
                Optional.empty(), 1, OnLimit.SKIP, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW);
        SimulatedEngine small =
                new SimulatedEngine(1, config -> config.limits(config.limits().maxOpenRuns(1)));
        WorkflowKey workflow = small.deploy(workflow("w").concurrency(single).node("a", sleeping(NAP)));
        LaunchRequest request = request(workflow, Map.of()).key("k");

        CompletableFuture<LaunchResult> first = small.engine().launchAsync(request);
        CompletableFuture<LaunchResult> second = small.engine().launchAsync(request);
        small.machine().runUntil(() -> first.isDone() && second.isDone());

        assertThat(second.join()).isEqualTo(new AlreadyStarted(started(first.join())));
    }

    @Test
    void refusesAKeyThatBelongsToAnotherRequest() {
        WorkflowKey workflow = engine.deploy(workflow("w").node("a", echo()));
        WorkflowKey other = engine.deploy(workflow("v").node("a", echo()));
        RunId first =
                started(engine.launch(request(workflow, Map.of("day", "mon")).key("k")));

        LaunchResult otherInputs =
                engine.launch(request(workflow, Map.of("day", "tue")).key("k"));
        LaunchResult otherWorkflow =
                engine.launch(request(other, Map.of("day", "mon")).key("k"));

        assertThat(otherInputs)
                .isEqualTo(new KeyTaken(
                        first,
                        "the key 'k' belongs to run " + first
                                + " of default/w, which was started with other inputs; use another key to start another"
                                + " run"));
        assertThat(otherWorkflow)
                .isEqualTo(new KeyTaken(
                        first,
                        "the key 'k' belongs to run " + first
                                + " of default/w, not of default/v; use another key to start another run"));
        assertThat(engine.store().runs().openRuns()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void comparesTheTextOfTheWorkflowNotTheNumberOfItsRevision() {
        WorkflowKey workflow = engine.deploy(workflow("w").node("a", echo()));
        RunId first = started(engine.launch(request(workflow, Map.of()).key("k")));
        engine.store().specs().save(workflow, "another text", "test", Instant.EPOCH);
        engine.store().specs().save(workflow, "w", "test", Instant.EPOCH);

        assertThat(engine.launch(revision(workflow, 3))).isEqualTo(new AlreadyStarted(first));
        assertThat(engine.launch(request(workflow, Map.of()).key("k"))).isEqualTo(new AlreadyStarted(first));
        assertThat(engine.launch(revision(workflow, 2)))
                .isInstanceOfSatisfying(
                        KeyTaken.class,
                        taken -> assertThat(taken.message())
                                .contains("which was started from another text of the workflow (revision 1)"));
    }

    @Test
    void theOrderOfInputsDoesNotMatter() {
        WorkflowKey workflow = engine.deploy(workflow("w").node("a", echo()));
        Map<String, Object> inputs = new LinkedHashMap<>(Map.of("a", 1));
        inputs.put("b", Map.of("c", 2));
        Map<String, Object> turned = new LinkedHashMap<>(Map.of("b", Map.of("c", 2)));
        turned.put("a", 1);
        RunId first = started(engine.launch(request(workflow, inputs).key("k")));

        assertThat(engine.launch(request(workflow, turned).key("k"))).isEqualTo(new AlreadyStarted(first));
    }

    @Test
    void tenantsHaveKeysOfTheirOwn() {
        Tenancy tenancy = new Tenancy(List.of(Tenant.of("acme", "acme", "acme.*")), Map.of());
        SimulatedEngine shared =
                new SimulatedEngine(1, config -> config.limits(config.limits().tenancy(tenancy)));
        WorkflowKey acme = shared.deploy(workflow("a").namespace("acme").node("a", echo()));
        WorkflowKey below = shared.deploy(workflow("b").namespace("acme.eu").node("a", echo()));
        WorkflowKey others = shared.deploy(workflow("c").namespace("umbrella").node("a", echo()));

        RunId first = started(shared.launch(request(acme, Map.of()).key("k")));

        assertThat(shared.launch(request(others, Map.of()).key("k"))).isInstanceOf(Started.class);
        assertThat(shared.launch(request(below, Map.of()).key("k")))
                .isInstanceOfSatisfying(
                        KeyTaken.class, taken -> assertThat(taken.run()).isEqualTo(first));
    }

    @Test
    void anErrorKeepsNobodyWaitingWhoAsksWithTheSameKey() {
        AtomicInteger errors = new AtomicInteger(1);
        SimulatedEngine struck = on(new DelegatingRunStore() {
            @Override
            public Optional<KeyedRun> keyed(IdempotencyKey key) {
                strike(errors);
                return super.keyed(key);
            }
        });
        LaunchRequest request = request(struck.deploy(workflow("w").node("a", echo())), Map.of())
                .key("k");

        assertThatThrownBy(() -> struck.engine().launchAsync(request).join()).hasStackTraceContaining("struck");

        assertThat(struck.launch(request)).isInstanceOf(Started.class);
    }

    @Test
    void anErrorGivesBackThePlaceOfTheRun() {
        AtomicInteger errors = new AtomicInteger(1);
        SimulatedEngine struck = on(new DelegatingRunStore() {
            @Override
            public Optional<String> overload() {
                strike(errors);
                return super.overload();
            }
        });
        LaunchRequest request = request(struck.deploy(workflow("w").node("a", echo())), Map.of());

        assertThatThrownBy(() -> struck.engine().launchAsync(request)).isInstanceOf(InternalError.class);

        assertThat(struck.launch(request)).isInstanceOf(Started.class);
    }

    @Test
    void answersWithTheRunThatTheStoreFoundToHaveTheKey() {
        AtomicInteger asked = new AtomicInteger();
        SimulatedEngine late = on(new DelegatingRunStore() {
            @Override
            public Optional<KeyedRun> keyed(IdempotencyKey key) {
                return asked.getAndIncrement() == 1 ? Optional.empty() : super.keyed(key);
            }
        });
        LaunchRequest request =
                request(late.deploy(workflow("w").node("a", echo())), Map.of()).key("k");
        RunId first = started(late.launch(request));
        late.machine().runToEnd();

        assertThat(late.launch(request)).isEqualTo(new AlreadyStarted(first));
    }

    /** With a place for one run. */
    private static SimulatedEngine on(RunStore runs) {
        return new SimulatedEngine(1, config -> config.limits(config.limits().maxOpenRuns(1)), runs);
    }

    private static void strike(AtomicInteger errors) {
        if (errors.getAndDecrement() > 0) {
            throw new InternalError("struck");
        }
    }

    private static LaunchRequest revision(WorkflowKey workflow, int revision) {
        return new LaunchRequest(workflow, OptionalInt.of(revision), Payload.EMPTY, Cause.manual()).key("k");
    }

    private static LaunchRequest request(WorkflowKey workflow, Map<String, ?> inputs) {
        return new LaunchRequest(workflow, OptionalInt.empty(), Payload.of(inputs), Cause.manual());
    }

    private static RunId started(LaunchResult result) {
        return ((Started) result).run();
    }
}
