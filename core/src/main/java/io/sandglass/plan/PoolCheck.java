package io.sandglass.plan;

import io.sandglass.migration.Suggestion;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.ReadResult;
import java.util.Optional;
import java.util.Set;

/**
 * Finds pools that nobody has given a size.
 *
 * @param pools all there are; empty if any will do
 */
record PoolCheck(Optional<Set<String>> pools) {
    void check(ReadResult read, PlanFindings findings) {
        pools.ifPresent(known -> {
            for (NodeSpec node : read.spec().nodes().values()) {
                node.pool()
                        .filter(pool -> !known.contains(pool))
                        .ifPresent(pool -> findings.atValue(
                                "UNKNOWN_POOL",
                                read.pointer(node.id()) + "/pool",
                                "there is no pool '" + Words.shown(pool) + "'",
                                Suggestion.orElse(pool, known, "give it a size under pools in sandglass.yaml")));
            }
        });
    }
}
