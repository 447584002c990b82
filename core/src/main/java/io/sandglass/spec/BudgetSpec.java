package io.sandglass.spec;

import java.util.Optional;
import java.util.Set;

/**
 * What all nodes of a run may use together; see {@link LimitsSpec} for what each may.
 *
 * @param fuelUnits units of fuel of all attempts; empty for any number
 */
public record BudgetSpec(Optional<Long> fuelUnits) {
    /** Nothing is bounded. */
    public static final BudgetSpec NONE = new BudgetSpec(Optional.empty());

    static BudgetSpec read(Section root) {
        Section budget = root.child("budget");
        budget.allow(Set.of("fuel"), Set.of("llmTokens"));
        return new BudgetSpec(budget.read("fuel", Quantities.COUNT));
    }
}
