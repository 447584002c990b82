package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fuel.FuelAccounts;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import io.sandglass.run.Cause;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.NodeSucceeded;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.time.Clock;
import io.sandglass.time.Platform;
import io.sandglass.time.Timers;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FuelOfTodayTest {
    private static final int CANCELLED = 57_014;
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Tenancy BOUNDED =
            new Tenancy(List.of(Tenant.of("acme", "acme").fuelPerDay(1_000)), Map.of());

    private final Clock clock = Clock.system();
    private final Platform platform = Platform.system(0);
    private final Instant midnight = clock.now().truncatedTo(ChronoUnit.DAYS);
    private final FuelAccounts accounts = new FuelAccounts(BOUNDED, clock);
    private final H2Store store = H2Store.open(StoreSettings.inMemory());

    @AfterEach
    void close() {
        platform.close();
        store.close();
    }

    @Test
    void countsWhatRunsOfTodayAndBeforeUsedToday() {
        run(1, midnight.minusSeconds(7_200), midnight.minusSeconds(3_600), 1); // over before
        run(2, midnight.minusSeconds(3_600), midnight.plusMillis(1), 20);
        run(3, midnight.minus(20, ChronoUnit.DAYS), midnight.plusMillis(1), 300);
        run(4, midnight, midnight.plusMillis(1), 4_000);

        try (FuelOfToday fuel = new FuelOfToday(store.history(), store::awaitApplied, platform, accounts)) {
            fuel.begin(BOUNDED);
            Sandglass.await("the count", SOON, fuel::known);
        }

        assertThat(accounts.of("acme")).extracting("used").isEqualTo(4_320L);
    }

    @Test
    void asksAgainUntilHistoryTells() {
        AtomicBoolean away = new AtomicBoolean(true);
        Runnable catchUp = () -> {
            if (away.get()) {
                throw new StoreUnavailable("the database is being rebuilt");
            }
        };

        try (FuelOfToday fuel = new FuelOfToday(store.history(), catchUp, platform, accounts)) {
            fuel.begin(BOUNDED);
            assertThat(fuel.known()).isFalse();

            away.set(false);
            Sandglass.await("the count", SOON, fuel::known);
        }
    }

    @Test
    void aHistoryThatTakesTooLongKeepsNoServiceFromStarting() {
        HistoryQuery slow = new HistoryQuery(
                () -> {
                    throw new SQLException("Statement was canceled", "57014", CANCELLED);
                },
                patience -> {});

        try (FuelOfToday fuel = new FuelOfToday(slow, () -> {}, platform, accounts)) {
            fuel.begin(BOUNDED);

            assertThat(fuel.known()).isFalse();
        }
    }

    @Test
    void whoHasWaitedForMinutesGoesOnAndIsCountedLater() {
        run(1, midnight, midnight.plusMillis(1), 100);
        AtomicBoolean away = new AtomicBoolean(true);
        Runnable catchUp = () -> {
            if (away.get()) {
                throw new StoreUnavailable("the database is being rebuilt");
            }
        };
        DueTimers timers = new DueTimers();
        Platform impatient = new Platform(clock, timers, platform.workers(), platform.ids());
        AtomicBoolean goesOn = new AtomicBoolean();

        try (FuelOfToday fuel = new FuelOfToday(store.history(), catchUp, impatient, accounts)) {
            fuel.begin(BOUNDED);
            accounts.of("acme").whenKnown(() -> goesOn.set(true));
            assertThat(goesOn).isFalse();

            timers.due.forEach(Runnable::run);
            assertThat(goesOn).isTrue();
            assertThat(fuel.known()).isFalse();

            run(2, midnight, clock.now().plusSeconds(1), 2_000); // since it began
            accounts.of("acme").use(2_000);
            away.set(false);
            Sandglass.await("the count", SOON, fuel::known);
        }

        assertThat(accounts.of("acme")).extracting("used").isEqualTo(2_100L);
    }

    /** Timers that a test makes due. */
    private static final class DueTimers implements Timers {
        private final List<Runnable> due = new ArrayList<>();

        @Override
        public Timer after(Duration delay, Runnable action) {
            due.add(action);
            return () -> due.remove(action);
        }

        @Override
        public void close() {
            due.clear();
        }
    }

    @Test
    void nobodyWaitsWhereNoDayIsBounded() {
        try (FuelOfToday fuel = new FuelOfToday(store.history(), store::awaitApplied, platform, accounts)) {
            fuel.begin(Tenancy.NONE);

            assertThat(fuel.known()).isTrue();
        }
    }

    private void run(int number, Instant launched, Instant ended, long fuelUnits) {
        RunId run = new RunId(RunId.firstAt(launched).value() + number);
        List<RunEvent> events = List.of(
                new RunStarted(
                        new WorkflowKey("acme", "w"),
                        1,
                        Payload.EMPTY,
                        Cause.manual(),
                        Map.of("a", "wasm:x"),
                        launched),
                new AttemptStarted("a", 1, launched),
                new NodeSucceeded("a", 1, Payload.EMPTY, new Usage(fuelUnits, 0, 0, 0, 0), ended),
                new RunEnded(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty(), ended));
        List<RunRecord> records = new ArrayList<>();
        events.forEach(event -> records.add(new RunRecord(run, records.size() + 1, event)));
        store.runs().append(records);
    }
}
