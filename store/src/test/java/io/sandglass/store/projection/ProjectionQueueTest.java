package io.sandglass.store.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.LogLevel;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProjectionQueueTest {
    private long nanos = 1_000_000_000_000L;
    private final ProjectionQueue queue =
            new ProjectionQueue(new ProjectionSettings(Duration.ZERO, 1, 10), () -> nanos);
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

    @Test
    void countsWhatWasReadFromTheLedgerBeforeItCameHereOnce() {
        offer(3);
        queue.applied(5, 5, 0); // entries 4 and 5 were in the ledger already
        assertThat(queue.caughtUp()).isTrue();
        queue.offer(7, 9, 3);
        queue.applied(6, 1, 0);

        queue.offer(4, 6, 3);

        assertThat(records()).isEqualTo(3);
        queue.applied(8, 2, 0);
        assertThat(records()).isEqualTo(1);
    }

    @Test
    void whatIsAppliedWhenItComesHasNoAge() {
        offer(1);
        queue.applied(3, 3, 0);
        pass(1_000);

        queue.offer(2, 3, 2);
        assertThat(age()).isZero();
        pass(1_000);
        queue.offer(4, 4, 1);
        pass(500);

        assertThat(age()).isEqualTo(500);
    }

    @Test
    void boundsLogLinesByTheirMemoryAndCountsThoseThatAreLost() {
        String text = "x".repeat(16 * 1024);
        for (int i = 0; i < 50; i++) {
            queue.log(Collections.nCopies(100, new LogLine(new RunId(1), "a", 1, LogLevel.INFO, text, Instant.EPOCH)));
        }

        List<LogLine> kept = queue.takeLines();

        assertThat(kept.stream().mapToLong(LogLine::bytes).sum()).isBetween(15L << 20, 16L << 20);
        assertThat(queue.lag(Optional.empty(), 0).lostLines()).isEqualTo(5_000 - kept.size());

        queue.resume(0); // what was taken did not come to the database

        assertThat(queue.lag(Optional.empty(), 0).lostLines()).isEqualTo(5_000);
        assertThat(queue.caughtUp()).isTrue();
    }

    @Test
    void remembersTheMostThatTheDatabaseEverHad() {
        offer(3);
        queue.applied(3, 3, 0);

        queue.resume(1); // it was rebuilt from a backup

        assertThat(queue.applied()).isEqualTo(1);
        assertThat(queue.highestApplied()).isEqualTo(3);
    }

    private void offer(int entries) {
        for (int i = 0; i < entries; i++) {
            last++;
            queue.offer(last, last, 1);
        }
    }

    private void pass(long millis) {
        nanos += TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private long records() {
        return queue.lag(Optional.empty(), 0).records();
    }

    private long age() {
        return queue.lag(Optional.empty(), 0).age().toMillis();
    }
}
