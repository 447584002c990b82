package io.sandglass.run;

import io.sandglass.run.PersistentVector.Edit;

/**
 * The state of a run while several events are applied to it: it changes in place, which costs less than a new state for
 * each of them. Not thread-safe.
 */
public final class RunDraft {
    private final Edit edit = new Edit();
    private RunState state;

    RunDraft(RunState state) {
        this.state = state;
    }

    /** Goes on to the state after one more event; see {@link RunState#apply(RunEvent)}. */
    public void apply(RunEvent event) {
        state = state.apply(event, edit);
    }

    /** Where the run stands; valid until the next event is applied. */
    public RunState state() {
        return state;
    }
}
