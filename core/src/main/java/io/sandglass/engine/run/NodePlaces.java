package io.sandglass.engine.run;

import io.sandglass.engine.attempt.Attempt;
import io.sandglass.fair.Wait;
import io.sandglass.plan.PlannedNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells where the nodes of one run are that may run. Belongs to the owner of the run.
 *
 * @param live attempts that were handed out and have not come back
 * @param backlog nodes behind them
 */
record NodePlaces(List<PlannedNode> nodes, NodeMap<Attempt> live, ReadyBacklog backlog) {
    /** What a node waits for that may run; empty if it does not wait for a place. */
    Optional<Wait> waits(PlannedNode node) {
        Attempt out = live.get(node.index());
        return out == null ? backlog.waits(node) : out.waits();
    }

    /** By the number of the node, for each that may run: the text of what it waits for, or none if it runs. */
    Map<Integer, String> all() {
        Map<Integer, String> places = new HashMap<>();
        live.all()
                .forEach((node, attempt) ->
                        places.put(node, attempt.waits().map(Wait::toString).orElse("")));
        String behind = "waits behind other nodes of this run that may start";
        nodes.stream().filter(backlog::holds).forEach(node -> places.put(node.index(), behind));
        return places;
    }
}
