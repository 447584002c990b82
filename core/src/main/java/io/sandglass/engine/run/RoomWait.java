package io.sandglass.engine.run;

import io.sandglass.engine.attempt.Attempt;
import io.sandglass.engine.run.ReadyBacklog.Ready;
import io.sandglass.plan.PlannedNode;
import java.util.List;

/**
 * Keeps the attempts of a run outside the gate while there is no room for a record of the run: their starts could not
 * become durable, and the places that they would wait in are wanted by others. Belongs to the owner of the run.
 *
 * @param live the attempts that were handed out and have not come back
 * @param announced nodes the start of whose attempt is on record: they begin when that is durable
 */
record RoomWait(RunProgress progress, NodeMap<Attempt> live, NodeMap<Boolean> announced, ReadyBacklog backlog) {
    /** Takes back what has not begun, and shows the gate nothing more. May be begun again before it has ended. */
    void begin() {
        backlog.close();
        for (Attempt attempt : List.copyOf(live.all().values())) {
            if (attempt.withdraw()) {
                putBack(attempt);
            } else if (isOnRecord(attempt) && attempt.withdrawParked()) {
                comesBack(attempt);
                announced.put(attempt.request().node().index(), true);
            }
        }
    }

    /** Takes back an attempt that was let in meanwhile and waits for its start to be durable. @return whether it did */
    boolean takesBack(Attempt attempt) {
        boolean taken = backlog.isClosed() && attempt.withdrawParked();
        if (taken) {
            putBack(attempt);
        }
        return taken;
    }

    /** @return nodes whose pools are to be shown to the gate again; none if it had not begun */
    List<PlannedNode> end() {
        return backlog.isClosed() ? backlog.open() : List.of();
    }

    private void putBack(Attempt attempt) {
        comesBack(attempt);
        backlog.add(new Ready(
                attempt.request().node(),
                attempt.request().attempt(),
                attempt.ticket().claim().sinceNanos()));
    }

    private void comesBack(Attempt attempt) {
        PlannedNode node = attempt.request().node();
        live.remove(node.index());
        backlog.ended(node);
    }

    private boolean isOnRecord(Attempt attempt) {
        int node = attempt.request().node().index();
        return progress.current().node(node).attempts() == attempt.request().attempt();
    }
}
