package io.sandglass.engine.fuel;

import io.sandglass.fair.Tenant;
import io.sandglass.time.Clock;
import java.util.concurrent.TimeUnit;

/** The fuel that a tenant has used today, by the day of UTC. Thread-safe. */
public final class TenantFuel {
    private final Tenant tenant;
    private final Clock clock;
    private final Count count;
    private long day;
    private long used;

    /** @param count of what was used before */
    TenantFuel(Tenant tenant, Clock clock, Count count) {
        this.tenant = tenant;
        this.clock = clock;
        this.count = count;
    }

    /** Whether it is known what was used today before this process began. */
    interface Count {
        /** Returns once it is. */
        void await() throws InterruptedException;
    }

    /** Returns once it is known how much is left; at once if any amount may be used. */
    void await() throws InterruptedException {
        if (tenant.fuelPerDay() != Long.MAX_VALUE) {
            count.await();
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
