package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.after;
import static io.sandglass.engine.fixture.TestNode.flaky;
import static io.sandglass.engine.fixture.TestNode.pool;
import static io.sandglass.engine.fixture.TestNode.retry;
import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineStatus;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.CancelRequested;
import io.sandglass.run.RunEvent.RunAdmitted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunQueued;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import io.sandglass.store.DelegatingRunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Whole engines under random launches, failures, retries, cancels and crashes, judged by what their stores were given:
 * no key has more runs admitted than it may, nobody is overtaken, everything ends.
 */
class ConcurrencyModelTest {
    private static final int SEEDS = Integer.getInteger("seeds", 100);
    private static final int STEPS = 60;
    private static final int PLACES = 3;

    @Test
    void keepsLimitsAndOrderThroughFailuresCancelsAndCrashes() {
        int waits = 0;
        int starts = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            World world = new World(seed);
            world.run();
            waits += world.judge.waits;
            starts += world.judge.starts.size();
        }

        assertThat(waits).as("runs that waited").isGreaterThan(5 * SEEDS);
        assertThat(starts).as("runs").isGreaterThan(20 * SEEDS);
    }

    private static final class World {
        private final long seed;
        private final SplittableRandom random;
        private final Judge judge;
        private final SimulatedEngine engine;
        private final List<TestWorkflow> workflows = new ArrayList<>();
        private final List<RunId> launched = new ArrayList<>();

        World(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.judge = new Judge(seed);
            Tenancy tenancy = new Tenancy(List.of(Tenant.of("acme", "acme")), Map.of("gpu", 1));
            this.engine = new SimulatedEngine(
                    seed,
                    config -> config.limits(
                            config.limits().maxConcurrentNodes(PLACES).tenancy(tenancy)),
                    judge);
            for (OnLimit onLimit : OnLimit.values()) {
                workflows.add(make(onLimit, "default", Scope.WORKFLOW));
                workflows.add(make(onLimit, "acme", Scope.NAMESPACE));
            }
        }

        private TestWorkflow make(OnLimit onLimit, String namespace, Scope scope) {
            int limit = scope == Scope.WORKFLOW ? 1 + random.nextInt(3) : 2;
            Optional<Duration> timeout = onLimit == OnLimit.QUEUE && random.nextBoolean()
                    ? Optional.of(Duration.ofSeconds(90))
                    : Optional.empty();
            String id = onLimit.name().toLowerCase(java.util.Locale.ROOT) + "-" + namespace;
            judge.limits.put(id, limit);
            int priority = random.nextInt(10);
            judge.priorities.put(id, priority);
            return workflow(id)
                    .namespace(namespace)
                    .priority(priority)
                    .concurrency(
                            new ConcurrencySpec(Optional.empty(), limit, onLimit, OptionalInt.empty(), timeout, scope))
                    .node("nap", sleeping(Duration.ofSeconds(1 + random.nextInt(60))), pool("gpu"))
                    .node("try", flaky(1 + random.nextInt(4)), retry(3, Duration.ofSeconds(5)))
                    .node("last", sleeping(Duration.ofSeconds(3)), after("nap", "try"));
        }

        void run() {
            for (int step = 0; step < STEPS; step++) {
                act(random.nextInt(10));
                assertThat(engine.engine().runningNodes()).as("seed %s", seed).isLessThanOrEqualTo(PLACES);
                engine.machine().advance(Duration.ofMillis(1 + random.nextInt(5_000)));
            }
            engine.machine().runToEnd();
            assertThat(judge.openRuns()).as("still open, seed %s", seed).isEmpty();
            assertThat(engine.engine().openRuns()).as("seed %s", seed).isZero();
            EngineStatus status = engine.engine().status();
            assertThat(status.queuedRuns() + status.readyNodes() + status.runningNodes())
                    .as("seed %s", seed)
                    .isZero();
            assertThat(status.tenants().values()).allMatch(tenant -> tenant.openRuns() == 0);
        }

        private void act(int choice) {
            if (choice < 7) {
                launch();
            } else if (choice < 9 && !launched.isEmpty()) {
                engine.engine().cancel(launched.get(random.nextInt(launched.size())), "enough");
            } else if (choice == 9) {
                int[] steps = {random.nextInt(30)};
                engine.machine().runUntil(() -> steps[0]-- == 0);
                engine.crashAndRecover();
            }
        }

        private void launch() {
            TestWorkflow workflow = workflows.get(random.nextInt(workflows.size()));
            LaunchResult result = engine.launch(
                    new LaunchRequest(engine.deploy(workflow), OptionalInt.empty(), Payload.EMPTY, Cause.manual()));
            if (result instanceof LaunchResult.Started started) {
                launched.add(started.run());
            }
        }
    }

    /** A store that judges what it is given. */
    private static final class Judge extends DelegatingRunStore {
        private final long seed;
        private final Map<String, Integer> limits = new HashMap<>();
        private final Map<String, Integer> priorities = new HashMap<>();
        private final Map<RunId, RunStarted> starts = new HashMap<>();
        private final Map<RunId, String> keys = new HashMap<>();
        private final Map<RunId, Instant> queued = new HashMap<>();
        private final Set<RunId> admitted = new HashSet<>();
        private final Set<RunId> cancelled = new HashSet<>();
        private int waits;

        Judge(long seed) {
            this.seed = seed;
        }

        @Override
        public Set<RunId> append(List<RunRecord> records) {
            Set<RunId> leftOut = super.append(records);
            records.forEach(this::judge);
            return leftOut;
        }

        private void judge(RunRecord record) {
            RunId run = record.run();
            if (record.event() instanceof RunStarted start) {
                starts.put(run, start);
            } else if (record.event() instanceof RunQueued wait) {
                keys.put(run, wait.key());
                queued.put(run, wait.at());
                waits++;
            } else if (record.event() instanceof RunAdmitted admission) {
                keys.put(run, admission.key());
                inOrder(run, admission.at());
                admitted.add(run);
                inLimit(run);
            } else if (record.event() instanceof CancelRequested) {
                cancelled.add(run);
            } else if (record.event() instanceof RunEnded) {
                queued.remove(run);
                admitted.remove(run);
            }
        }

        private void inLimit(RunId run) {
            long together = admitted.stream()
                    .filter(other -> keys.get(other).equals(keys.get(run)))
                    .count();
            assertThat(together)
                    .as("admitted of %s, seed %s", keys.get(run), seed)
                    .isLessThanOrEqualTo(limits.get(starts.get(run).workflow().id()));
        }

        /** Nobody goes before one that waited already and is more urgent. */
        private void inOrder(RunId run, Instant at) {
            boolean waited = queued.remove(run) != null;
            long own = waited ? rank(run) : Long.MAX_VALUE;
            queued.forEach((other, since) -> {
                boolean competes = keys.get(other).equals(keys.get(run)) && since.isBefore(at);
                if (competes && !cancelled.contains(other)) {
                    assertThat(rank(other))
                            .as("run %s overtaken by %s, seed %s", other, run, seed)
                            .isGreaterThanOrEqualTo(own);
                }
            });
        }

        private long rank(RunId run) {
            RunStarted start = starts.get(run);
            return start.at().toEpochMilli()
                    - 30_000L * priorities.get(start.workflow().id());
        }
    }
}
