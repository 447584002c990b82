package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineConfig;
import io.sandglass.engine.EngineLimits;
import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.WorkflowEngine;
import io.sandglass.engine.fixture.TestCompiler;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent.NodeSuspended;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.DelegatingRunStore;
import io.sandglass.store.InMemoryStore;
import io.sandglass.time.Platform;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What runs that wait cost, as there may be a hundred thousand of them. */
@Timeout(60)
class WaitingRunsTest {
    private static final int FEW = 5_000;
    private static final int MANY = 30_000;
    private static final int MOST_BYTES = 2_048;

    private final Semaphore waiting = new Semaphore(0);
    private final InMemoryStore store = new InMemoryStore();
    private final TestCompiler compiler = new TestCompiler();
    private final Platform platform = Platform.system(0);
    private final WorkflowEngine engine = new WorkflowEngine(
            EngineConfig.of(store.specs(), new DiscardingRunStore(), compiler, (spec, given, base) -> given, platform)
                    .limits(EngineLimits.DEFAULT.maxOpenRuns(MANY).tenancy(roomForAll())));

    @BeforeEach
    void countThoseThatWait() {
        engine.addListener(record -> {
            if (record.event() instanceof NodeSuspended) {
                waiting.release();
            }
        });
    }

    @AfterEach
    void close() {
        engine.close();
        platform.close();
    }

    @Test
    void aRunThatWaitsTakesTwoKibibytesAtMost() throws InterruptedException {
        TestWorkflow workflow = workflow("waiting").node("wait", sleeping(Duration.ofDays(20)));
        launch(workflow, FEW);
        long before = heapAfterCollection();

        launch(workflow, MANY - FEW);

        assertThat((heapAfterCollection() - before) / (MANY - FEW)).isBetween(1L, (long) MOST_BYTES);
        assertThat(engine.openRuns()).isEqualTo(MANY);
    }

    private void launch(TestWorkflow workflow, int count) throws InterruptedException {
        WorkflowKey key = workflow.key();
        compiler.put(workflow.id(), workflow.plan());
        store.specs().save(key, workflow.id(), "test", Instant.EPOCH);
        for (int i = 0; i < count; i++) {
            engine.launchAsync(new LaunchRequest(key, OptionalInt.empty(), Payload.EMPTY, Cause.manual()));
        }
        assertThat(waiting.tryAcquire(count, 30, TimeUnit.SECONDS)).isTrue();
    }

    private static Tenancy roomForAll() {
        return new Tenancy(List.of(Tenant.of(Tenant.DEFAULT_NAME).maxOpenRuns(MANY)), Map.of());
    }

    private static long heapAfterCollection() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Keeps nothing, so that what stays in memory is the engine's. */
    private static final class DiscardingRunStore extends DelegatingRunStore {
        @Override
        public Set<RunId> append(List<RunRecord> records) {
            return Set.of();
        }
    }
}
