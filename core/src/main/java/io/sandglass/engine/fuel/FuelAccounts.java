package io.sandglass.engine.fuel;

import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the tenants of an engine have used. Thread-safe. */
public final class FuelAccounts {
    private final Tenancy tenancy;
    private final Clock clock;
    private final Map<String, TenantFuel> byTenant = new ConcurrentHashMap<>();
    private final FuelCount count = new FuelCount();

    /** @param clock whose day of UTC counts */
    public FuelAccounts(Tenancy tenancy, Clock clock) {
        this.tenancy = tenancy;
        this.clock = clock;
    }

    /** Of the tenant to whom a namespace belongs. */
    public TenantFuel of(String namespace) {
        Tenant tenant = tenancy.of(namespace);
        return byTenant.computeIfAbsent(tenant.name(), name -> new TenantFuel(tenant, clock, count));
    }

    /** What was used today before is being counted; nobody whose day is bounded begins until {@link #counted}. */
    public void count() {
        count.begin();
    }

    /** Nobody need wait for it any more. Who waited goes on, on this thread. */
    public void counted() {
        count.end();
    }
}
