package io.sandglass.engine;

import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunState;
import io.sandglass.spec.Delivery;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.NodeSpec;
import java.util.List;
import java.util.Optional;

/** Which nodes may begin, and which never will. */
final class Readiness {
    private final StepBooks books;

    Readiness(StepBooks books) {
        this.books = books;
    }

    /** Starts a node once all that its needs did is durable, or need not be. */
    void startIfReady(int node) {
        boolean ready = waits(node) && (books.situation.durable().needsEnded(node) || needsRanAhead(node));
        if (ready && mayStart() && blocker(node).isEmpty()) {
            books.start(node);
        }
    }

    /** Whether anything new may start at all. */
    boolean mayStart() {
        return mayStartOnceStored() && !books.situation.durable().queued();
    }

    private boolean mayStartOnceStored() {
        return books.state().paused().isEmpty()
                && !books.state().queued()
                && stopping().isEmpty();
    }

    /** Why nothing more may start for good; empty if the run goes on. */
    Optional<String> stopping() {
        return stopping(books.state(), books.policy());
    }

    static Optional<String> stopping(RunState state, FailurePolicy policy) {
        if (state.cancel().isPresent()) {
            return state.cancel()
                    .map(cancel -> "the run was cancelled" + cancel.asked().clause());
        }
        return policy == FailurePolicy.HALT
                ? state.firstFailed().map(failed -> "the run halted because '" + failed + "' failed")
                : Optional.empty();
    }

    void skipWhatCannotRun() {
        for (Optional<Integer> next = books.nextEnded(); next.isPresent(); next = books.nextEnded()) {
            List<Integer> dependents = books.state().graph().dependents(next.get());
            dependents.forEach(this::skipIfItCannotRun);
            if (ranAhead(next.get())) {
                dependents.forEach(this::startIfReady);
            }
            dependents.forEach(this::announceIfReady);
        }
    }

    /** Announces what may begin as soon as what is decided now is durable. */
    void announceAll() {
        for (int node = 0; node < books.state().graph().size() && books.hasRoom(); node++) {
            announceIfReady(node);
        }
    }

    /**
     * Records a start along with what leads to it, so that it is durable before the code runs and nothing has to wait for
     * that alone. Not when the code may yet not run, or not soon.
     */
    private void announceIfReady(int node) {
        boolean ready = books.hasRoom()
                && waits(node)
                && !books.starts(node)
                && books.state().needsEnded(node);
        if (ready
                && isCertain(books.planned(node).spec())
                && mayStartOnceStored()
                && blocker(node).isEmpty()
                && books.hasRoomFor(node)) {
            books.announce(node);
        }
    }

    private static boolean isCertain(NodeSpec node) {
        return node.when().isEmpty() && node.delivery() == Delivery.AT_LEAST_ONCE;
    }

    /** Begins an announced attempt if its start is durable. */
    void startAnnounced(int node) {
        int durable = books.situation.durable().node(node).attempts();
        if (!books.isOut(node) && durable == books.node(node).attempts() && mayStart()) {
            books.start(node);
        }
    }

    void skipIfItCannotRun(int node) {
        if (waits(node) && books.state().needsEnded(node)) {
            blocker(node).ifPresent(why -> books.emit(new NodeSkipped(books.id(node), why, books.at)));
        }
    }

    /** Why a node can never run, if some need ended in a way that rules it out. */
    Optional<String> blocker(int node) {
        return books.state().graph().needs(node).stream()
                .filter(need -> rulesOut(books.node(need).status()))
                .findFirst()
                .map(need -> "needs '" + books.id(need) + "', which "
                        + past(books.node(need).status()));
    }

    private boolean needsRanAhead(int node) {
        return books.state().needsEnded(node)
                && books.state().graph().needs(node).stream().allMatch(need -> isDurable(need) || ranAhead(need));
    }

    /** Its end, not one of an attempt before. */
    private boolean isDurable(int node) {
        NodeProgress durable = books.situation.durable().node(node);
        return durable.status().ended()
                && durable.attempts() == books.node(node).attempts();
    }

    private boolean ranAhead(int node) {
        return books.situation.plan().runsAhead(node) && books.node(node).status() == NodeStatus.SUCCEEDED;
    }

    private boolean waits(int node) {
        return books.node(node).status() == NodeStatus.WAITING && !books.isOut(node);
    }

    private boolean rulesOut(NodeStatus need) {
        return need == NodeStatus.SKIPPED || need == NodeStatus.FAILED && books.policy() != FailurePolicy.ALWAYS;
    }

    private static String past(NodeStatus status) {
        return status == NodeStatus.SKIPPED ? "was skipped" : "failed";
    }
}
