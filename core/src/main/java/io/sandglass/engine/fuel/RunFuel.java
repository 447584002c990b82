package io.sandglass.engine.fuel;

import io.sandglass.plan.PlannedNode;
import io.sandglass.plugin.Limits;
import io.sandglass.spec.BudgetSpec;
import java.util.Optional;

/**
 * The fuel that is left for the metered nodes of one run: of its own budget and of its tenant's. What attempts use counts
 * when they end, so that those that run at once may each use what was left when they began. Thread-safe.
 */
public final class RunFuel {
    private final BudgetSpec budget;
    private final TenantFuel tenant;
    private volatile long used;

    /** @param tenant who pays */
    public RunFuel(BudgetSpec budget, TenantFuel tenant) {
        this.budget = budget;
        this.tenant = tenant;
    }

    /** Who pays for it, by name. */
    public String tenant() {
        return tenant.name();
    }

    /** What the run has used, as its records tell. */
    public void used(long units) {
        used = units;
    }

    /** Whether this node need not wait until it is counted how much is left. */
    public boolean isKnown(PlannedNode node) {
        return !isMetered(node) || tenant.isKnown();
    }

    /** Runs an action once no metered node need wait for that: at once, or on the thread that counts. */
    public void whenKnown(Runnable action) {
        tenant.whenKnown(action);
    }

    /** Why nothing is left for this node; empty if something is, or it is not metered. */
    public Optional<String> spent(PlannedNode node) {
        if (!isMetered(node)) {
            return Optional.empty();
        }
        Optional<String> own = budget.fuelUnits()
                .filter(most -> used >= most)
                .map(most -> "the budget of the run, " + most + " units of fuel, is spent: its nodes have used " + used
                        + "; raise budget.fuel, or let them do less");
        return own.isPresent() || tenant.left() > 0 ? own : Optional.of(tenant.explanation());
    }

    /** The node's limits, with no more fuel than is left. */
    public Limits limits(PlannedNode node) {
        Limits limits = node.limits();
        if (!isMetered(node)) {
            return limits;
        }
        long left = Math.min(budget.fuelUnits().orElse(Long.MAX_VALUE) - used, tenant.left());
        if (left >= limits.fuelUnits()) {
            return limits;
        }
        return limits.withFuel(Math.max(1, left));
    }

    private static boolean isMetered(PlannedNode node) {
        return node.type().isGuest();
    }
}
