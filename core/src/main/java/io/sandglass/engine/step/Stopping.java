package io.sandglass.engine.step;

import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.NodeSkipped;
import java.util.stream.IntStream;

/** How a run stops before its time. */
final class Stopping {
    private final StepDraft draft;
    private final Readiness readiness;

    Stopping(StepDraft draft, Readiness readiness) {
        this.draft = draft;
        this.readiness = readiness;
    }

    /** Ends every node that is not out; those that are end when their attempts come back. */
    void stopRest() {
        String reason = readiness.stopping().orElseThrow();
        draft.forgetCommands();
        draft.command(new Command.StopAll(reason));
        open().filter(node -> !draft.isOut(node)).forEach(node -> end(node, reason));
    }

    /** Ends every node, whatever becomes of its attempt. */
    void giveUpAll() {
        String reason = readiness.stopping().orElseThrow();
        draft.forgetCommands();
        draft.command(new Command.KillAll(reason));
        open().forEach(node -> end(node, reason));
    }

    private IntStream open() {
        return IntStream.range(0, draft.state().graph().size()).filter(node -> !draft.ended(node));
    }

    private void end(int node, String reason) {
        draft.emit(readiness
                .blocker(node)
                .<RunEvent>map(why -> new NodeSkipped(draft.id(node), why, draft.at))
                .orElseGet(() -> new NodeCancelled(draft.id(node), reason, draft.at)));
    }
}
