package io.sandglass.engine.step;

import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.NodeCancelled;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunState;
import io.sandglass.run.RunStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a run ends whose nodes have all ended. */
public final class RunEnds {
    private final StepDraft draft;
    private final Readiness readiness;

    RunEnds(StepDraft draft, Readiness readiness) {
        this.draft = draft;
        this.readiness = readiness;
    }

    /** @param anew whether nothing was undertaken yet to end it */
    void endIfComplete(boolean anew) {
        RunState state = draft.state();
        boolean news = anew || !draft.situation.current().allNodesEnded();
        if (!news || !state.allNodesEnded() || state.end().isPresent()) {
            return;
        }
        if (state.firstFailed().isPresent()) {
            end(RunStatus.FAILED, Payload.EMPTY, Optional.of(describe(state)));
        } else if (state.cancel().isPresent()) {
            end(RunStatus.CANCELLED, Payload.EMPTY, readiness.stopping());
        } else if (draft.situation.plan().spec().outputs().isEmpty()) {
            end(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty());
        } else {
            draft.command(new Command.EvaluateOutputs());
        }
    }

    /**
     * How a run ends whose records cannot be stored: what was under way is stopped, so that a retry begins it anew.
     *
     * @param error why, in one sentence
     */
    public static List<RunEvent> cutOff(RunState state, String error, Instant at) {
        List<RunEvent> events = new ArrayList<>();
        for (int node = 0; node < state.graph().size(); node++) {
            NodeStatus status = state.node(node).status();
            if (!status.ended() && status != NodeStatus.WAITING) {
                events.add(new NodeCancelled(state.graph().id(node), "the run cannot go on", at));
            }
        }
        events.add(new RunEnded(RunStatus.FAILED, Payload.EMPTY, Optional.of(error), at));
        return events;
    }

    /** Ends it as it stands. */
    void giveUp(String error) {
        end(RunStatus.FAILED, Payload.EMPTY, Optional.of(error));
    }

    void outputs(Input.Outputs outputs) {
        RunStatus status = outputs.error().isPresent() ? RunStatus.FAILED : RunStatus.SUCCEEDED;
        end(status, outputs.outputs(), outputs.error());
    }

    private void end(RunStatus status, Payload outputs, Optional<String> error) {
        draft.emit(new RunEnded(status, outputs, error, draft.at));
    }

    private static String describe(RunState state) {
        return state.firstFailure()
                .map(failure -> "node '" + state.firstFailed().orElseThrow() + "' failed: " + failure.code() + ": "
                        + failure.message())
                .orElseThrow();
    }
}
