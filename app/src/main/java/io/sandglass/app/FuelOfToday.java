package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.engine.fuel.FuelAccounts;
import io.sandglass.fair.Tenancy;
import io.sandglass.run.RunId;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.history.QueryFailed;
import io.sandglass.time.Platform;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks history what was used since midnight of UTC, so that a restart gives nobody new fuel. A large history takes its time,
 * and may not answer at once: the guests of tenants whose day is bounded wait for that, and nobody else, without a place or
 * a thread. After some minutes they wait no more, and what was used before counts as soon as it is known. Thread-safe.
 */
final class FuelOfToday implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(FuelOfToday.class);

    private static final Duration PATIENCE = HistoryQuery.LONGEST;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /** Runs older than this are left out, so that the whole history need not be read. */
    private static final int LONGEST_RUN_DAYS = 30;

    /** Of the runs launched meanwhile one query is about; of fewer where that takes too long. */
    private static final Duration LAUNCHED_WITHIN = Duration.ofDays(1);

    private static final Duration LEAST = Duration.ofMinutes(1);

    private static final int MOST_NAMESPACES = 100_000;

    private static final String USED = "select r.namespace, cast(sum(a.fuel_units) as bigint)"
            + " from report.runs r join report.attempts a on a.run_number = r.run_number"
            + " where r.run_number >= ? and r.run_number < ?"
            + " and (r.ended_at is null or r.ended_at >= cast(? as timestamp(3) with time zone))"
            + " and a.ended_at >= cast(? as timestamp(3) with time zone)"
            + " and a.ended_at < cast(? as timestamp(3) with time zone)"
            + " group by r.namespace having sum(a.fuel_units) > 0";

    private final HistoryQuery history;
    private final Runnable catchUp;
    private final Platform platform;
    private final FuelAccounts accounts;
    private final Rounds rounds;
    private final Instant began;
    private volatile boolean known = true;

    /** @param catchUp returns once the history has all that was acknowledged, or throws {@link StoreUnavailable} */
    FuelOfToday(HistoryQuery history, Runnable catchUp, Platform platform, FuelAccounts accounts) {
        this.history = requireNonNull(history, "history");
        this.catchUp = requireNonNull(catchUp, "catchUp");
        this.platform = requireNonNull(platform, "platform");
        this.accounts = requireNonNull(accounts, "accounts");
        LinkedHashMap<String, Rounds.Chore> chores = new LinkedHashMap<>();
        chores.put("counting the fuel that tenants have used today", this::count);
        this.rounds = new Rounds("fuel-of-today", chores);
        this.began = platform.clock().now();
    }

    /** Begins to count, if the fuel of any tenant is bounded; to be called before anything runs. */
    void begin(Tenancy tenancy) {
        if (tenancy.tenants().stream().anyMatch(tenant -> tenant.fuelPerDay() != Long.MAX_VALUE)) {
            known = false;
            accounts.count();
            platform.timers().after(LONGEST_WAIT, this::letWaitNoLonger);
            rounds.begin(BETWEEN_TRIES);
        }
    }

    private void letWaitNoLonger() {
        if (!known) {
            accounts.counted();
            log.warn(
                    "history does not tell what tenants have used of their fuel of today; their guests no longer wait, and"
                            + " until it tells, only what they use from now on counts");
        }
    }

    /** Whether all is counted, or nothing need be. */
    boolean known() {
        return known;
    }

    @Override
    public void close() {
        rounds.close();
    }

    /** A day that has ended meanwhile is no longer of interest. */
    private void count() {
        if (known) {
            return;
        }
        catchUp.run();
        Instant midnight = midnight();
        Map<String, Long> used = new TreeMap<>();
        for (int day = -LONGEST_RUN_DAYS; day <= 0; day++) {
            addUsed(used, midnight.plus(day, ChronoUnit.DAYS), LAUNCHED_WITHIN, midnight);
        }
        if (midnight.equals(midnight())) {
            used.forEach((namespace, units) -> accounts.of(namespace).use(units));
            known = true;
            accounts.counted();
        }
    }

    private Instant midnight() {
        return platform.clock().now().truncatedTo(ChronoUnit.DAYS);
    }

    private void addUsed(Map<String, Long> used, Instant from, Duration within, Instant midnight) {
        List<Object> params = List.of(
                RunId.firstAt(from).value(),
                RunId.firstAt(from.plus(within)).value(),
                midnight.toString(),
                midnight.toString(),
                began.toString()); // what ends from then on is told to the accounts
        try {
            history.query(USED, params, MOST_NAMESPACES, PATIENCE)
                    .rows()
                    .forEach(row -> used.merge(
                            String.valueOf(row.get(0)), Long.parseLong(String.valueOf(row.get(1))), Long::sum));
        } catch (QueryFailed e) {
            if (within.compareTo(LEAST) <= 0) {
                throw new StoreUnavailable("history does not tell: " + e.getMessage(), e);
            }
            Duration half = within.dividedBy(2);
            addUsed(used, from, half, midnight);
            addUsed(used, from.plus(half), within.minus(half), midnight);
        }
    }
}
