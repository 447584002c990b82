package io.sandglass.store.retention;

import io.sandglass.run.RunId;
import io.sandglass.store.intake.RunHeads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Runs that are being deleted. They take no records until the database has forgotten them: what was accepted for one that the
 * journal says is gone would be lost. Guarded by its owner.
 */
final class DoomedRuns {
    private final RunHeads heads;
    private final LongSupplier applied;
    private final List<Released> released = new ArrayList<>();

    /** @param applied the last entry that is in the database */
    DoomedRuns(RunHeads heads, LongSupplier applied) {
        this.heads = heads;
        this.applied = applied;
    }

    private record Released(List<RunId> runs, long position) {}

    /** @return those that did not take records already; open ones do, and others are doomed before */
    List<RunId> doom(List<RunId> runs) {
        return runs.stream().filter(heads::doom).toList();
    }

    /**
     * They are gone, or stay, once the database is there.
     *
     * @param position the journal's last entry that deletes any of them
     */
    void release(List<RunId> runs, long position) {
        released.add(new Released(runs, position));
        settle();
    }

    /** Looks whether the database is there. */
    void settle() {
        long now = applied.getAsLong();
        released.removeIf(each -> {
            boolean over = each.position() <= now;
            if (over) {
                heads.settle(each.runs());
            }
            return over;
        });
    }
}
