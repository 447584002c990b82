package io.sandglass.plan;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.Limits;
import io.sandglass.spec.NodeSpec;
import java.util.List;

/**
 * A node in its place.
 *
 * @param index its number in the plan, from 0; needs have smaller numbers than their dependents
 * @param level 0 for a node that needs nothing, else one more than the highest level it needs
 * @param needs indexes of the nodes it waits for
 * @param dependents indexes of the nodes that wait for it
 * @param limits the caps of one attempt, already the administrator's and the plugin's minimum
 */
public record PlannedNode(
        int index,
        int level,
        NodeSpec spec,
        ResolvedType type,
        List<Integer> needs,
        List<Integer> dependents,
        Limits limits) {
    public PlannedNode {
        requireNonNull(spec, "spec");
        requireNonNull(type, "type");
        needs = List.copyOf(needs);
        dependents = List.copyOf(dependents);
        requireNonNull(limits, "limits");
    }

    public String id() {
        return spec.id();
    }
}
