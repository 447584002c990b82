package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.fair.Tenancy;
import io.sandglass.store.history.HistoryQuery;
import io.sandglass.store.history.QueryFailed;
import io.sandglass.store.history.Table;
import io.sandglass.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks history what was used since midnight of UTC, so that a restart gives nobody new fuel. */
final class FuelOfToday {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Runs older than this are left out, so that the whole history need not be read. */
    private static final Duration LONGEST_RUN = Duration.ofDays(30);

    private static final String USED = "select r.namespace, cast(sum(a.fuel_units) as bigint)"
            + " from report.runs r join report.attempts a on a.run_number = r.run_number"
            + " where r.created_at >= cast(? as timestamp(3) with time zone)"
            + " and a.ended_at >= cast(? as timestamp(3) with time zone)"
            + " group by r.namespace having sum(a.fuel_units) > 0";

    private static final Logger log = LoggerFactory.getLogger(FuelOfToday.class);

    private final HistoryQuery history;
    private final Clock clock;

    FuelOfToday(HistoryQuery history, Clock clock) {
        this.history = requireNonNull(history, "history");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Units by namespace; empty if no tenant's fuel is bounded. */
    Map<String, Long> of(Tenancy tenancy) {
        Map<String, Long> used = new TreeMap<>();
        if (tenancy.tenants().stream().allMatch(tenant -> tenant.fuelPerDay() == Long.MAX_VALUE)) {
            return used;
        }
        Instant midnight = clock.now().truncatedTo(ChronoUnit.DAYS);
        List<String> times = List.of(midnight.minus(LONGEST_RUN).toString(), midnight.toString());
        asked(times)
                .ifPresent(table -> table.rows()
                        .forEach(row ->
                                used.put(String.valueOf(row.get(0)), Long.parseLong(String.valueOf(row.get(1))))));
        return used;
    }

    /** Fuel that nobody could count keeps no service from starting. */
    private Optional<Table> asked(List<String> times) {
        try {
            return Optional.of(history.query(USED, times, 100_000, PATIENCE));
        } catch (QueryFailed e) {
            log.warn("what tenants used of today's fuel before this start cannot be counted: {}", e.getMessage());
            return Optional.empty();
        }
    }
}
