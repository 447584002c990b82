package io.sandglass.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProjectionQueueTest {
    private static final Change CHANGE =
            new Change.TriggerAdvanced(new TriggerKey(new WorkflowKey("a", "b"), "c"), Optional.empty());

    private long nanos = 1_000_000_000_000L;
    private final ProjectionQueue queue =
            new ProjectionQueue(new ProjectionSettings(Duration.ZERO, 1, 1_000_000, 10), () -> nanos);
    private long last;

    @Test
    void theAgeIsThatOfTheOldestEntryHoweverOftenItWasTried() {
        offer(1);
        pass(5_000);
        queue.applied(0, 0, 0); // tried in vain
        pass(1_000);

        assertThat(age()).isEqualTo(6_000);
    }

    @Test
    void theAgeIsThatOfTheOldestEntryWhenOlderOnesAreApplied() {
        offer(2);
        pass(3_000);
        offer(1);
        pass(1_000);
        assertThat(age()).isEqualTo(4_000);

        queue.applied(2, 2, 0);
        assertThat(age()).isEqualTo(1_000);

        queue.applied(3, 1, 0);
        assertThat(age()).isZero();
        assertThat(queue.lag(Optional.empty(), 0).records()).isZero();
    }

    @Test
    void remembersLongOutagesWithLittleMemoryAndNeverTooLowAnAge() {
        for (int i = 0; i < 100_000; i++) {
            offer(1);
            pass(10);
        }
        assertThat(age()).isEqualTo(1_000_000);

        queue.applied(50_000, 50_000, 0);

        assertThat(age()).isBetween(500_000L, 520_000L);
    }

    @Test
    void isOverloadedFromItsBoundUntilHalfOfItIsLeft() {
        offer(9);
        assertThat(queue.overload()).isEmpty();
        offer(1);
        assertThat(queue.overload()).isPresent();
        queue.applied(4, 4, 0);
        assertThat(queue.overload()).isPresent();

        queue.applied(6, 2, 0);

        assertThat(queue.overload()).isEmpty();
    }

    private void offer(int entries) {
        for (int i = 0; i < entries; i++) {
            queue.offer(List.of(new PlacedChange(++last, CHANGE, 100)));
        }
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long age() {
        return queue.lag(Optional.empty(), 0).age().toMillis();
    }
}
