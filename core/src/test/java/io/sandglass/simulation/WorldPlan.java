package io.sandglass.simulation;

import io.sandglass.engine.EngineLimits;
import io.sandglass.fair.Tenancy;
import io.sandglass.fair.Tenant;
import io.sandglass.history.Declared;
import io.sandglass.simulation.Swarm.Fault;
import io.sandglass.spec.TriggerSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.JournalLimits;
import io.sandglass.store.TriggerRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a world is furnished with. */
final class WorldPlan {
    /** Each has the namespace of its name and those below it. */
    static final List<String> TENANTS = List.of(Tenant.DEFAULT_NAME, "north", "south", "west");

    /** The pool that some nodes need a place of. */
    static final String POOL = "pool";

    private WorldPlan() {}

    /** A full journal blocks its caller, which the one thread of a simulation must not. */
    static EngineLimits limits(World world) {
        Chance chance = world.chance();
        return EngineLimits.DEFAULT
                .tenancy(world.has(Fault.TENANTS) ? tenancy(chance) : Tenancy.NONE)
                .maxOpenRuns(chance.pick(List.of(30, 1_000, 10_000)))
                .maxConcurrentNodes(
                        chance.pick(world.has(Fault.CROWDS) ? List.of(1, 2, 4, 10, 32) : List.of(1, 4, 64, 64)))
                .journal(new JournalLimits(10_000_000, chance.pick(List.of(1, 10, 1_000)), 50_000));
    }

    private static Tenancy tenancy(Chance chance) {
        List<Tenant> tenants = new ArrayList<>(List.of(Tenant.of(Tenant.DEFAULT_NAME)));
        TENANTS.stream()
                .skip(1)
                .forEach(name -> tenants.add(Tenant.of(name, name, name + ".*")
                        .weight(chance.between(1, 3))
                        .maxOpenRuns(chance.pick(List.of(5, 50, 1_000)))
                        .maxConcurrentNodes(chance.pick(List.of(1, 2, 10, Integer.MAX_VALUE)))));
        return new Tenancy(tenants, Map.of(POOL, chance.between(1, 3)));
    }

    static Declared.Limits declared(EngineLimits limits) {
        Map<String, Declared.Tenant> tenants = limits.tenancy().tenants().stream()
                .collect(Collectors.toMap(Tenant::name, tenant -> declared(tenant, limits)));
        return new Declared.Limits(limits.maxConcurrentNodes(), limits.tenancy().pools(), tenants);
    }

    private static Declared.Tenant declared(Tenant tenant, EngineLimits limits) {
        boolean standard = tenant.name().equals(Tenant.DEFAULT_NAME);
        int runs = standard ? limits.maxOpenRuns() : tenant.maxOpenRuns();
        return new Declared.Tenant(tenant.weight(), tenant.maxConcurrentNodes(), runs);
    }

    static List<Declared.Trigger> declared(List<TriggerRow> rows, Map<WorkflowKey, Map<String, TriggerSpec>> specs) {
        return rows.stream()
                .map(row -> {
                    long first = row.firstDeployedAt().toEpochMilli();
                    TriggerSpec spec =
                            specs.get(row.key().workflow()).get(row.key().name());
                    long every = ((TriggerSpec.Interval) spec).every().toMillis();
                    return new Declared.Trigger(
                            row.key().toString(), row.key().workflow().id(), first, every, first);
                })
                .toList();
    }
}
