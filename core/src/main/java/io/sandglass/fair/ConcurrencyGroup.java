package io.sandglass.fair;

import io.sandglass.fair.RunTicket.State;
import io.sandglass.fair.Verdict.Kind;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The runs of one key. Guarded by the lock of its gate. */
final class ConcurrencyGroup {
    private final Set<RunTicket> admitted = new LinkedHashSet<>();
    private final TreeSet<RunTicket> queued = new TreeSet<>();
    private int arriving;

    boolean isEmpty() {
        return admitted.isEmpty() && queued.isEmpty() && arriving == 0;
    }

    void queued(Consumer<RunTicket> told) {
        queued.forEach(told);
    }

    Verdict ask(RunTicket ticket) {
        ConcurrencySpec rule = ticket.rule();
        if (admitted.size() < rule.limit() && queued.isEmpty() && arriving == 0) {
            occupy(ticket);
            return Verdict.ADMITTED;
        }
        String reason = admitted.size() + " of " + rule.limit() + " runs of " + ticket.key() + " go on";
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
        ticket.become(State.ARRIVING);
        return new Verdict(Kind.QUEUED, reason);
    }

    void occupy(RunTicket ticket) {
        admitted.add(ticket);
        ticket.become(State.ADMITTED);
    }

    /** Queues it. @return those that are to be told that they are cancelled for its sake, or it itself for a newer one */
    List<RunTicket> queue(RunTicket ticket) {
        if (ticket.state() == State.ARRIVING) {
            arriving--;
        }
        List<RunTicket> victims = new ArrayList<>();
        if (ticket.rule().onLimit() == OnLimit.REPLACE_QUEUED) {
            victims.addAll(queued);
        }
        queued.add(ticket);
        ticket.become(State.QUEUED);
        if (ticket.rule().onLimit() == OnLimit.CANCEL_RUNNING) {
            oldestTooMany(ticket.rule().limit()).ifPresent(victims::add);
        }
        String reason = "run " + ticket.run() + " takes its place";
        victims.forEach(victim -> {
            victim.cancel(victim == ticket ? "newer runs of " + ticket.key() + " take its place" : reason);
            if (queued.remove(victim)) {
                victim.become(State.OVER);
            }
        });
        return victims;
    }

    /** One that goes on before any that waits. Those that wait by other rules than this one stay. */
    private Optional<RunTicket> oldestTooMany(int limit) {
        List<RunTicket> going =
                admitted.stream().filter(other -> !other.isCancelled()).toList();
        List<RunTicket> waiting = queued.stream()
                .filter(other -> other.rule().onLimit() == OnLimit.CANCEL_RUNNING)
                .toList();
        if (going.size() + waiting.size() <= limit) {
            return Optional.empty();
        }
        return going.stream().findFirst().or(() -> waiting.stream().min(Comparator.comparing(RunTicket::run)));
    }

    void remove(RunTicket ticket) {
        if (ticket.state() == State.ARRIVING) {
            arriving--;
        }
        queued.remove(ticket);
        admitted.remove(ticket);
        ticket.become(State.OVER);
    }

    void reprioritise(RunTicket ticket, int priority) {
        queued.remove(ticket);
        ticket.priority(priority);
        queued.add(ticket);
    }

    /** Lets in as many as may go on. */
    void admit(Consumer<RunTicket> told) {
        for (Optional<RunTicket> next = next(); next.isPresent(); next = next()) {
            queued.remove(next.get());
            occupy(next.get());
            told.accept(next.get());
        }
    }

    /** The first that is not paused, if there is room for it. */
    private Optional<RunTicket> next() {
        return queued.stream()
                .filter(ticket -> !ticket.isPaused())
                .findFirst()
                .filter(first -> admitted.size() < first.rule().limit());
    }

    int place(RunTicket ticket) {
        return Wait.count(queued.headSet(ticket)) + 1;
    }
}
