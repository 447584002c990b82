package io.sandglass.store;

import static io.sandglass.store.StoredRuns.attempt;
import static io.sandglass.store.StoredRuns.byHand;
import static io.sandglass.store.StoredRuns.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.run.LogLine;
import io.sandglass.time.Platform;
import io.sandglass.time.Timers;
import io.sandglass.time.Workers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** No thread to write with, and log lines that cannot be written. */
@Timeout(30)
class ScarceJournalTest extends JournalFixture {
    @Test
    void goesOnWhenThereWasNoThreadToWriteWith() {
        RunJournal other = journalWithScarce(1);

        CompletableFuture<Boolean> first = other.append(List.of(byHand(run(1))));
        CompletableFuture<Boolean> later = other.append(List.of(byHand(run(2))));
        machine.runUntil(later::isDone);

        assertThat(List.of(first, later)).allMatch(CompletableFuture::join);
        assertThat(memory.runs().openRuns()).containsExactly(run(1), run(2));
    }

    @Test
    void goesOnWhenThereWasNeitherAThreadNorATimer() {
        RunJournal other = journalWithScarce(1, 1);

        CompletableFuture<Boolean> first = other.append(List.of(byHand(run(1))));
        machine.runToEnd();
        assertThat(first).isNotDone();
        other.wake();
        machine.runToEnd();

        assertThat(first).isCompletedWithValue(true);
    }

    @Test
    void writesAgainWhatFailedWhenThereWasNoTimerForThat() {
        RunJournal other = journalWithScarce(0, 1);
        store.fail(1);

        CompletableFuture<Boolean> first = other.append(List.of(byHand(run(1))));
        machine.runToEnd();
        assertThat(first).isNotDone();
        other.wake();
        machine.runToEnd();

        assertThat(first).isCompletedWithValue(true);
        assertThat(other.outage()).isEmpty();
    }

    @Test
    void looksForRoomAlsoWhenThereWasNoTimerForThat() {
        store.crowd(attempt(run(1), 2)::equals);
        RunJournal other = journalWithScarce(0, 1);
        CompletableFuture<Boolean> held = other.append(List.of(byHand(run(1)), attempt(run(1), 2)));
        machine.runToEnd();

        CompletableFuture<Boolean> later = other.append(List.of(byHand(run(2))));
        machine.settle();

        assertThat(later).isCompletedWithValue(true);
        store.crowd(record -> false);
        machine.advance(Duration.ofSeconds(5));
        assertThat(held).isCompletedWithValue(true);
    }

    @Test
    void looksForRoomWhenSomebodyFindsThatNobodyDoes() {
        store.crowd(attempt(run(1), 2)::equals);
        RunJournal other = journalWithScarce(0, 1);
        CompletableFuture<Boolean> held = other.append(List.of(byHand(run(1)), attempt(run(1), 2)));
        machine.runToEnd();
        store.crowd(record -> false);
        machine.advance(Duration.ofMinutes(1));
        assertThat(held).isNotDone();

        other.wake();
        machine.runToEnd();

        assertThat(held).isCompletedWithValue(true);
    }

    @Test
    void looksForRoomAlsoWhenThereWasNoThreadForThat() {
        store.crowd(attempt(run(1), 2)::equals);
        int[] threads = {0};
        RunJournal other = journalWithScarce(threads, new int[] {0});
        CompletableFuture<Boolean> held = other.append(List.of(byHand(run(1)), attempt(run(1), 2)));
        machine.settle();
        threads[0] = 1;
        store.crowd(record -> false);
        machine.advance(Duration.ofMinutes(1));
        assertThat(held).isNotDone();

        other.wake();
        machine.runToEnd();

        assertThat(held).isCompletedWithValue(true);
    }

    @Test
    void logLinesGoOnWhenThereWasNoThreadToWriteThemWith() {
        RunJournal other = journalWithScarce(1);
        other.log(line("first"));

        other.log(line("second"));
        CompletableFuture<Boolean> flushed = other.flush();
        machine.runUntil(flushed::isDone);

        assertThat(flushed).isCompletedWithValue(true);
        assertThat(news).contains("logged: first", "logged: second");
    }

    @Test
    void theLastLogLinesGoWithTheNextRecordIfThereWasNoThreadForThem() {
        RunJournal other = journalWithScarce(1);
        other.log(line("last"));

        CompletableFuture<Boolean> stored = other.append(List.of(byHand(run(1))));
        machine.runUntil(stored::isDone);
        machine.settle();

        assertThat(news).contains("logged: last");
    }

    @Test
    void aFlushTellsThatLogLinesWereNotWritten() {
        RunJournal other = journalWithScarce(3);
        other.log(line("first"));

        CompletableFuture<Boolean> flushed = other.flush();
        machine.runUntil(flushed::isDone);

        assertThat(flushed.join()).isFalse();
    }

    @Test
    void aFlushTellsThatTheStoreDidNotTakeLogLines() {
        Deque<Runnable> lane = new ArrayDeque<>();
        LogBuffer lines = new LogBuffer(10, line -> {}, lane::add);
        lines.add(line("first"));
        store.fail(1);

        CompletableFuture<Boolean> written = lines.scheduleWrite(store);
        lane.remove().run();

        assertThat(written).isCompletedWithValue(false);
        assertThat(lines.dropped()).isEqualTo(1);
    }

    @Test
    void anErrorWhileLogLinesAreWrittenKeepsNobodyWaiting() {
        Deque<Runnable> lane = new ArrayDeque<>();
        Consumer<LogLine> struck = line -> {
            throw new InternalError("struck");
        };
        LogBuffer lines = new LogBuffer(10, struck, lane::add);
        lines.add(line("first"));

        CompletableFuture<Boolean> written = lines.scheduleWrite(store);

        assertThatThrownBy(lane.remove()::run).isInstanceOf(InternalError.class);
        assertThat(written).isCompletedWithValue(true);
    }

    private RunJournal journalWithScarce(int threads) {
        return journalWithScarce(threads, 0);
    }

    /** @param threads how many are missing at first, and so many timers */
    private RunJournal journalWithScarce(int threads, int timers) {
        return journalWithScarce(new int[] {threads}, new int[] {timers});
    }

    private RunJournal journalWithScarce(int[] threads, int[] timers) {
        Platform scarce = new Platform(
                machine,
                new ScarceTimers(machine, timers),
                new ScarceWorkers(machine, threads),
                machine.platform().ids());
        return new RunJournal(store, scarce, JournalLimits.DEFAULT, noting());
    }

    private record ScarceTimers(Timers timers, int[] failures) implements Timers {
        @Override
        public Timer after(Duration delay, Runnable action) {
            if (failures[0]-- > 0) {
                throw new InternalError("no timer");
            }
            return timers.after(delay, action);
        }

        @Override
        public void close() {
            timers.close();
        }
    }

    /** Some hands are missing at first. */
    private record ScarceWorkers(Workers workers, int[] failures) implements Workers {
        @Override
        public Task run(String name, Runnable body, Runnable after) {
            return workers.run(name, body, after);
        }

        @Override
        public Lane lane(String name) {
            return workers.lane(name);
        }

        @Override
        public Lane blockingLane(String name) {
            Lane lane = workers.blockingLane(name);
            return new Lane() {
                @Override
                public void execute(Runnable work) {
                    if (failures[0]-- > 0) {
                        throw new InternalError("no thread");
                    }
                    lane.execute(work);
                }

                @Override
                public void leave(Runnable work) {
                    lane.leave(work);
                }
            };
        }

        @Override
        public void close() {
            workers.close();
        }
    }
}
