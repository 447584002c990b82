package io.sandglass.plan;

import io.sandglass.expression.Expression;
import io.sandglass.spec.NodeSpec;

/**
 * Whether doing a node again gives the same: its type must be pure, or it must be a guest in a world that is the same each
 * time and touch nothing outside; and its expressions must not ask for the time.
 */
final class Purity {
    private Purity() {}

    static boolean repeatable(PlannedNode node) {
        boolean pure = node.type().type().pure() || DeterminismCheck.isSealed(node.spec(), node.type());
        return pure && timeless(node.spec());
    }

    /** By the text: rather one too few. Chance is drawn from run and node, so it is the same again. */
    private static boolean timeless(NodeSpec spec) {
        String when = spec.when().map(Expression::source).orElse("");
        return asksNoTime(when)
                && asksNoTime(String.valueOf(spec.with().source().value()));
    }

    private static boolean asksNoTime(String text) {
        return !text.contains("$now") && !text.contains("$millis") && !text.contains("$eval");
    }
}
