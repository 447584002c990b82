package io.sandglass.trigger;

import static io.sandglass.trigger.Triggers.DEFAULTS;
import static io.sandglass.trigger.World.TRIGGER;
import static io.sandglass.trigger.World.WORKFLOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sandglass.engine.LaunchResult;
import io.sandglass.run.Asked;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.TriggerSpec.CatchUp;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.PauseStore;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PausesTest {
    private static final Asked ADA = new Asked("ada", "the ledger is closed");
    private static final Asked BOB = new Asked("bob", "");
    private static final String PAUSED = "SKIPPED paused by ada: the ledger is closed";
    private static final TriggerSpec QUARTERS =
            DEFAULTS.catchUp(CatchUp.ALL, Duration.ofDays(1), 100).cron("*/15 * * * *");

    private final World world = World.started("2027-01-04T09:00:00Z", QUARTERS);

    @Test
    void skipsEachFireTimeOfAPausedTriggerAndGoesOnWithTheNextAfterIt() {
        world.time.runUntil("2027-01-04T09:20:00Z");
        pause(Pausable.of(TRIGGER));
        world.time.runUntil("2027-01-04T09:50:00Z");
        resume(Pausable.of(TRIGGER));
        world.time.runUntil("2027-01-04T10:00:00Z");

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T09:15:00Z", "RAN"),
                        entry("2027-01-04T09:30:00Z", PAUSED),
                        entry("2027-01-04T09:45:00Z", PAUSED),
                        entry("2027-01-04T10:00:00Z", "RAN"));
    }

    @Test
    @Timeout(60)
    void aStoreThatTakesLongToKeepAPauseHoldsUpNoTrigger() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        PauseStore slow = new SlowPauses(world.pauses, () -> {
            asked.countDown();
            awaitQuietly(answer);
        });
        Pauses pauses = new Pauses(slow, world.time, world.time.now());
        CompletableFuture<Optional<Pause>> pausing =
                CompletableFuture.supplyAsync(() -> pauses.pause(Pausable.of(WORKFLOW), ADA), PausesTest::onItsOwn);
        asked.await();

        CompletableFuture<Boolean> firing =
                CompletableFuture.supplyAsync(() -> pauses.changing(TRIGGER), PausesTest::onItsOwn);

        try {
            assertThat(firing.get(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            answer.countDown();
        }
        assertThat(pausing.get()).isPresent();
        assertThat(pauses.changing(TRIGGER)).isFalse();
        assertThat(pauses.over(TRIGGER, world.time.now())).isPresent();
    }

    /** The common pool may have a single thread. */
    private static void onItsOwn(Runnable task) {
        new Thread(task).start();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aFireTimeWhileThePauseIsBeingKeptIsSkipped() {
        world.service = service(() -> world.time.runUntil("2027-01-04T09:15:10Z"));
        world.time.runUntil("2027-01-04T09:14:55Z");

        pause(Pausable.of(WORKFLOW));
        world.time.runUntil("2027-01-04T09:16:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T09:15:00Z", PAUSED));
    }

    @Test
    void aFireTimeWhileThePauseCannotBeKeptRuns() {
        world.service = service(() -> {
            world.time.runUntil("2027-01-04T09:15:10Z");
            throw new StoreUnavailable("the disk is full");
        });
        world.time.runUntil("2027-01-04T09:14:55Z");

        assertThatThrownBy(() -> pause(Pausable.of(TRIGGER))).isInstanceOf(StoreUnavailable.class);
        world.time.runUntil("2027-01-04T09:16:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T09:15:00Z", "RAN"));
    }

    @Test
    void aFireTimeAfterTheEndRunsHoweverLongThatIsBeingKept() {
        pause(Pausable.of(TRIGGER));
        world.service = service(() -> world.time.runUntil("2027-01-04T09:15:10Z"));
        world.time.runUntil("2027-01-04T09:14:55Z");

        resume(Pausable.of(TRIGGER));
        world.time.runUntil("2027-01-04T09:16:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T09:15:00Z", "RAN"));
    }

    /** The next process; meanwhile something happens whenever it keeps a pause. */
    private TriggerService service(Runnable meanwhile) {
        world.crash();
        TriggerService next = new TriggerService(
                world.launcher, world.store, new SlowPauses(world.pauses, meanwhile), world.time, world.time);
        next.deploy(WORKFLOW, 1, Map.of("t", QUARTERS));
        next.start();
        return next;
    }

    /** Does something else before it begins or ends a pause. */
    private record SlowPauses(PauseStore store, Runnable meanwhile) implements PauseStore {
        @Override
        public boolean begin(Pause pause) {
            meanwhile.run();
            return store.begin(pause);
        }

        @Override
        public boolean end(Pausable what, Asked asked, Instant at) {
            meanwhile.run();
            return store.end(what, asked, at);
        }

        @Override
        public List<Pause> lastingOrEndedAfter(Instant moment) {
            return store.lastingOrEndedAfter(moment);
        }
    }

    @Test
    void aPausedWorkflowHoldsItsTriggersUp() {
        pause(Pausable.of(WORKFLOW));
        world.time.runUntil("2027-01-04T09:20:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T09:15:00Z", PAUSED));
        assertThat(world.next()).contains(Instant.parse("2027-01-04T09:30:00Z"));
    }

    @Test
    void aTriggerOfAResumedWorkflowMayStillBePausedItself() {
        pause(Pausable.of(WORKFLOW));
        world.service.pauses().pause(Pausable.of(TRIGGER), BOB);
        resume(Pausable.of(WORKFLOW));
        world.time.runUntil("2027-01-04T09:20:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T09:15:00Z", "SKIPPED paused by bob"));
    }

    @Test
    void outlivesARestartAndANewRevision() {
        pause(Pausable.of(TRIGGER));
        world.deploy(2, DEFAULTS.cron("*/10 * * * *"));
        world.time.runUntil("2027-01-04T09:05:00Z");
        world.crash();
        world.restart(2, DEFAULTS.cron("*/10 * * * *"));
        world.time.runUntil("2027-01-04T09:10:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T09:10:00Z", PAUSED));
        assertThat(world.service.pauses().lasting(Pausable.of(TRIGGER)))
                .map(Pause::from)
                .contains(Instant.parse("2027-01-04T09:00:00Z"));
    }

    @Test
    void catchUpLeavesAloneWhatFellIntoAPause() {
        world.crash();
        world.time.runUntil(Instant.parse("2027-01-04T09:20:00Z"));
        Pauses alone = new Pauses(world.pauses, world.time, world.time.now());
        alone.pause(Pausable.of(TRIGGER), ADA);
        world.time.runUntil(Instant.parse("2027-01-04T09:50:00Z"));
        alone.resume(Pausable.of(TRIGGER), BOB);
        world.time.runUntil(Instant.parse("2027-01-04T10:05:00Z"));

        world.restart(1, DEFAULTS.cron("*/15 * * * *"));

        assertThat(world.slots())
                .containsExactly(
                        entry("2027-01-04T09:15:00Z", "MISSED catchup is last, and a later slot was missed too"),
                        entry("2027-01-04T09:30:00Z", PAUSED),
                        entry("2027-01-04T09:45:00Z", PAUSED),
                        entry("2027-01-04T10:00:00Z", "RAN"));
    }

    @Test
    void lateSlotsDoNotRunWhileTheTriggerIsPaused() {
        world.crash();
        world.time.runUntil(Instant.parse("2027-01-04T09:20:00Z"));
        new Pauses(world.pauses, world.time, world.time.now()).pause(Pausable.of(WORKFLOW), ADA);
        world.time.runUntil(Instant.parse("2027-01-04T09:31:00Z"));

        world.restart(1, QUARTERS);

        assertThat(world.slots())
                .containsExactly(entry("2027-01-04T09:15:00Z", PAUSED), entry("2027-01-04T09:30:00Z", PAUSED));
    }

    @Test
    void aSlotThatWaitsForTheEngineIsSkippedToo() {
        world.launcher.answers(new LaunchResult.Rejected("the engine is full"));
        world.time.runUntil("2027-01-04T09:16:00Z");
        pause(Pausable.of(TRIGGER));
        world.launcher.works();
        world.time.runUntil("2027-01-04T09:29:00Z");

        assertThat(world.slots()).containsExactly(entry("2027-01-04T09:15:00Z", PAUSED));
    }

    @Test
    void aFireTimeAtTheEndOfAPauseRuns() {
        pause(Pausable.of(TRIGGER));
        world.time.runUntil("2027-01-04T09:15:00Z");
        world.time.runUntil("2027-01-04T09:29:59.999Z");
        resume(Pausable.of(TRIGGER));
        world.time.runUntil("2027-01-04T09:30:00Z");

        assertThat(world.slots())
                .containsExactly(entry("2027-01-04T09:15:00Z", PAUSED), entry("2027-01-04T09:30:00Z", "RAN"));
    }

    @Test
    void neitherPausesTwiceNorResumesWhatIsNotPaused() {
        assertThat(world.service.pauses().resume(Pausable.of(TRIGGER), ADA)).isEmpty();
        pause(Pausable.of(TRIGGER));

        assertThat(world.service.pauses().pause(Pausable.of(TRIGGER), BOB)).isEmpty();

        assertThat(world.service.pauses().lasting(Pausable.of(TRIGGER)))
                .map(Pause::asked)
                .contains(ADA);
    }

    private void pause(Pausable what) {
        assertThat(world.service.pauses().pause(what, ADA)).isPresent();
    }

    private void resume(Pausable what) {
        assertThat(world.service.pauses().resume(what, BOB)).isPresent();
    }
}
