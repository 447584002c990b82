package io.sandglass.engine.fuel;

import io.sandglass.fair.Tenant;
import io.sandglass.time.Clock;
import java.util.concurrent.TimeUnit;

/** The fuel that a tenant has used today, by the day of UTC. Thread-safe. */
public final class TenantFuel {
    private final Tenant tenant;
    private final Clock clock;
    private final FuelCount count;
    private long day;
    private long used;

    /** @param count of what was used before */
    TenantFuel(Tenant tenant, Clock clock, FuelCount count) {
        this.tenant = tenant;
        this.clock = clock;
        this.count = count;
    }

    /** Whether nobody need wait until it is counted how much is left. */
    public boolean isKnown() {
        return tenant.fuelPerDay() == Long.MAX_VALUE || count.isOver();
    }

    /** Runs an action once nobody need wait for that: at once, or on the thread that counts. */
    public void whenKnown(Runnable action) {
        if (isKnown()) {
            action.run();
        } else {
            count.whenOver(action);
        }
    }

    String name() {
        return tenant.name();
    }

    /** Counts what was used; nothing if it is none. */
    public void use(long units) {
        if (units > 0) {
            add(units);
        }
    }

    private synchronized void add(long units) {
        turn();
        used = units > Long.MAX_VALUE - used ? Long.MAX_VALUE : used + units;
    }

    /** Zero or less when it is spent. */
    synchronized long left() {
        turn();
        return tenant.fuelPerDay() - used;
    }

    String explanation() {
        return "the tenant '" + tenant.name() + "' has used its " + tenant.fuelPerDay()
                + " units of fuel of today (UTC); wait for tomorrow, or let the administrator raise fuelPerDay";
    }

    private void turn() {
        long today = TimeUnit.SECONDS.toDays(clock.now().getEpochSecond());
        boolean backOverMidnight = today == day - 1; // a clock that is set a little must not begin a day twice
        if (today != day && !backOverMidnight) {
            day = today;
            used = 0;
        }
    }
}
