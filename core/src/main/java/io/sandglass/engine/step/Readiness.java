package io.sandglass.engine.step;

import io.sandglass.run.NodeProgress;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent.NodeSkipped;
import io.sandglass.run.RunState;
import io.sandglass.spec.Delivery;
import io.sandglass.spec.FailurePolicy;
import io.sandglass.spec.NodeSpec;
import io.sandglass.spec.Pace;
import java.util.List;
import java.util.Optional;

/** Which nodes may begin, and which never will. */
public final class Readiness {
    private final StepDraft draft;

    Readiness(StepDraft draft) {
        this.draft = draft;
    }

    /** Starts a node once all that its needs did is durable, or need not be. */
    void startIfReady(int node) {
        boolean ready = waits(node) && (draft.situation.durable().needsEnded(node) || needsRanAhead(node));
        if (ready && mayStart() && blocker(node).isEmpty()) {
            draft.start(node);
        }
    }

    /** Whether anything new may start at all. */
    boolean mayStart() {
        return mayStartOnceStored() && !draft.situation.durable().queued();
    }

    private boolean mayStartOnceStored() {
        return draft.state().paused().isEmpty()
                && !draft.state().queued()
                && stopping().isEmpty();
    }

    /** Why nothing more may start for good; empty if the run goes on. */
    Optional<String> stopping() {
        return stopping(draft.state(), draft.policy());
    }

    /** The same of a run that stands there. */
    public static Optional<String> stopping(RunState state, FailurePolicy policy) {
        if (state.cancel().isPresent()) {
            return state.cancel()
                    .map(cancel -> "the run was cancelled" + cancel.asked().clause());
        }
        return policy == FailurePolicy.HALT
                ? state.firstFailed().map(failed -> "the run halted because '" + failed + "' failed")
                : Optional.empty();
    }

    void skipWhatCannotRun() {
        for (Integer next = draft.nextEnded(); next != null; next = draft.nextEnded()) {
            List<Integer> dependents = draft.state().graph().dependents(next);
            dependents.forEach(this::skipIfItCannotRun);
            if (ranAhead(next)) {
                dependents.forEach(this::startIfReady);
            }
            dependents.forEach(this::announceIfReady);
        }
    }

    /** Announces what may begin as soon as what is decided now is durable. */
    void announceAll() {
        for (int node = 0; node < draft.state().graph().size() && draft.hasRoom(); node++) {
            announceIfReady(node);
        }
    }

    /** Announces the node that takes the place of one that came back, unless its start need not be durable first. */
    void announceNext(int back) {
        if (draft.situation.plan().spec().pace() != Pace.RELAXED) {
            draft.situation.inFlight().backlog().next(back).ifPresent(this::announceIfReady);
        }
    }

    /**
     * Records a start along with what leads to it, so that it is durable before the code runs and nothing has to wait for
     * that alone. Not when the code may yet not run, or not soon.
     */
    private void announceIfReady(int node) {
        boolean ready = draft.hasRoom()
                && waits(node)
                && !draft.starts(node)
                && draft.state().needsEnded(node);
        if (ready
                && isCertain(draft.planned(node).spec())
                && mayStartOnceStored()
                && blocker(node).isEmpty()
                && draft.hasRoomFor(node)) {
            draft.announce(node);
        }
    }

    private static boolean isCertain(NodeSpec node) {
        return node.when().isEmpty() && node.delivery() == Delivery.AT_LEAST_ONCE;
    }

    /** Begins an announced attempt if its start is durable. */
    void startAnnounced(int node) {
        int durable = draft.situation.durable().node(node).attempts();
        if (!draft.isOut(node) && durable == draft.node(node).attempts() && mayStart()) {
            draft.start(node);
        }
    }

    void skipIfItCannotRun(int node) {
        if (waits(node) && draft.state().needsEnded(node)) {
            blocker(node).ifPresent(why -> draft.emit(new NodeSkipped(draft.id(node), why, draft.at)));
        }
    }

    /** Why a node can never run, if some need ended in a way that rules it out. */
    Optional<String> blocker(int node) {
        for (int need : draft.state().graph().needs(node)) {
            NodeStatus status = draft.node(need).status();
            if (rulesOut(status)) {
                return Optional.of("needs '" + draft.id(need) + "', which " + past(status));
            }
        }
        return Optional.empty();
    }

    private boolean needsRanAhead(int node) {
        return draft.state().needsEnded(node)
                && draft.state().graph().needs(node).stream().allMatch(need -> isDurable(need) || ranAhead(need));
    }

    /** Its end, not one of an attempt before. */
    private boolean isDurable(int node) {
        NodeProgress durable = draft.situation.durable().node(node);
        return durable.status().ended()
                && durable.attempts() == draft.node(node).attempts();
    }

    private boolean ranAhead(int node) {
        return draft.situation.plan().runsAhead(node) && draft.node(node).status() == NodeStatus.SUCCEEDED;
    }

    private boolean waits(int node) {
        return draft.node(node).status() == NodeStatus.WAITING && !draft.isOut(node);
    }

    private boolean rulesOut(NodeStatus need) {
        return need == NodeStatus.SKIPPED || need == NodeStatus.FAILED && draft.policy() != FailurePolicy.ALWAYS;
    }

    private static String past(NodeStatus status) {
        return status == NodeStatus.SKIPPED ? "was skipped" : "failed";
    }
}
