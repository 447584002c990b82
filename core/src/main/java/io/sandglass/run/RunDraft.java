package io.sandglass.run;

import io.sandglass.run.PersistentVector.Edit;

/** The state of a run that events are applied to, one by one, at less cost than from state to state. Not thread-safe. */
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
