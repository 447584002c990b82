package io.sandglass.fair;

import io.sandglass.fair.Turn.State;
import io.sandglass.fair.Verdict.Kind;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The runs of one key. Guarded by the lock of its gate. */
final class Slot {
    private final Set<Turn> admitted = new LinkedHashSet<>();
    private final TreeSet<Turn> queued = new TreeSet<>();
    private int arriving;

    boolean isEmpty() {
        return admitted.isEmpty() && queued.isEmpty() && arriving == 0;
    }

    void queued(Consumer<Turn> told) {
        queued.forEach(told);
    }

    Verdict ask(Turn turn) {
        ConcurrencySpec rule = turn.rule();
        if (admitted.size() < rule.limit() && queued.isEmpty() && arriving == 0) {
            occupy(turn);
            return Verdict.ADMITTED;
        }
        String reason = admitted.size() + " of " + rule.limit() + " runs of " + turn.key() + " go on";
        if (rule.onLimit() == OnLimit.SKIP || rule.onLimit() == OnLimit.FAIL) {
            return new Verdict(rule.onLimit() == OnLimit.SKIP ? Kind.SKIPPED : Kind.FAILED, reason);
        }
        int before = queued.size() + arriving;
        boolean replaces = rule.onLimit() == OnLimit.REPLACE_QUEUED;
        if (!replaces
                && rule.maxQueued().isPresent()
                && before >= rule.maxQueued().getAsInt()) {
            return new Verdict(Kind.SKIPPED, reason + " and " + before + " wait, the most allowed (maxQueued)");
        }
        arriving++;
        turn.become(State.ARRIVING);
        return new Verdict(Kind.QUEUED, reason);
    }

    void occupy(Turn turn) {
        admitted.add(turn);
        turn.become(State.ADMITTED);
    }

    /** Queues it. @return those that are to be told that they are cancelled for its sake */
    List<Turn> queue(Turn turn) {
        if (turn.state() == State.ARRIVING) {
            arriving--;
        }
        List<Turn> victims = new ArrayList<>();
        String reason = "run " + turn.run() + " takes its place";
        if (turn.rule().onLimit() == OnLimit.REPLACE_QUEUED) {
            queued.forEach(victims::add);
            queued.clear();
            victims.forEach(victim -> victim.become(State.OVER));
        } else if (turn.rule().onLimit() == OnLimit.CANCEL_RUNNING
                && admitted.size() >= turn.rule().limit()) {
            admitted.stream().filter(other -> !other.isCancelled()).findFirst().ifPresent(victims::add);
        }
        victims.forEach(victim -> victim.cancel(reason));
        queued.add(turn);
        turn.become(State.QUEUED);
        return victims;
    }

    void remove(Turn turn) {
        if (turn.state() == State.ARRIVING) {
            arriving--;
        }
        queued.remove(turn);
        admitted.remove(turn);
        turn.become(State.OVER);
    }

    void reprioritise(Turn turn, int priority) {
        queued.remove(turn);
        turn.priority(priority);
        queued.add(turn);
    }

    /** Lets in as many as may go on. */
    void admit(Consumer<Turn> told) {
        while (!queued.isEmpty() && admitted.size() < queued.first().rule().limit()) {
            Turn next = queued.first();
            queued.remove(next);
            occupy(next);
            told.accept(next);
        }
    }

    int place(Turn turn) {
        return Wait.count(queued.headSet(turn)) + 1;
    }
}
