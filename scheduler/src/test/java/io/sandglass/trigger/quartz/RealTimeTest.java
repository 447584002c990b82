package io.sandglass.trigger.quartz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.Launcher;
import io.sandglass.expression.Expressions;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunId;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.spec.TriggerSpec.Overlap;
import io.sandglass.spec.TriggerSpec.TriggerOptions;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.InMemoryStore;
import io.sandglass.time.Clock;
import io.sandglass.trigger.TriggerService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The service on the real alarm clock, for a second or two. */
class RealTimeTest {
    private static final WorkflowKey WORKFLOW = new WorkflowKey("shop", "orders");

    private final Queue<Instant> slots = new ConcurrentLinkedQueue<>();
    private final CountDownLatch fired = new CountDownLatch(30);
    private final Launcher launcher = new Launcher() {
        @Override
        public LaunchResult launch(LaunchRequest request) {
            slots.add(request.cause().slot().orElseThrow().fireTime());
            fired.countDown();
            return new LaunchResult.Started(new RunId(slots.size()));
        }

        @Override
        public boolean hasOpenRun(TriggerKey trigger) {
            return false;
        }
    };

    @Test
    void firesAnIntervalOnItsGridUntilItIsClosed() throws InterruptedException {
        Clock clock = Clock.system();
        InMemoryStore store = new InMemoryStore();
        TriggerService service = new TriggerService(
                launcher, store.triggers(), store.pauses(), clock, new QuartzAlarmClock(clock, "real-time", 2));
        Duration every = Duration.ofMillis(50);

        try (service) {
            service.deploy(WORKFLOW, 1, Map.of("tick", new TriggerSpec.Interval("tick", every, options())));
            service.start();
            assertThat(fired.await(20, TimeUnit.SECONDS)).isTrue();
        }

        int fires = slots.size();
        Instant first = slots.peek();
        assertThat(List.copyOf(slots)).doesNotHaveDuplicates().isSorted();
        assertThat(slots).allMatch(slot -> Duration.between(first, slot).toMillis() % every.toMillis() == 0);
        assertThat(service.nextFireTime(new TriggerKey(WORKFLOW, "tick")).orElseThrow())
                .isEqualTo(first.plus(every.multipliedBy(fires)));
    }

    private static TriggerOptions options() {
        return new TriggerOptions(
                new Expressions().template(Payload.EMPTY),
                true,
                Overlap.SKIP,
                CatchUp.ALL,
                Duration.ofMinutes(1),
                1_000,
                Duration.ofSeconds(30),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty());
    }
}
