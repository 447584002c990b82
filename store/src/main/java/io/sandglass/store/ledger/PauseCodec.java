package io.sandglass.store.ledger;

import io.sandglass.run.Asked;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.Pausable;
import io.sandglass.store.Pause;
import io.sandglass.store.codec.ByteSink;
import io.sandglass.store.codec.ByteSource;

/** Pauses of workflows and triggers as entries of the journal. */
final class PauseCodec {
    private PauseCodec() {}

    static void write(ByteSink out, Change.Paused change) {
        what(out, change.pause().what());
        asked(out, change.pause().asked());
        out.time(change.pause().from());
    }

    static void write(ByteSink out, Change.Resumed change) {
        what(out, change.what());
        asked(out, change.asked());
        out.time(change.at());
    }

    static Change.Paused paused(ByteSource in) {
        return new Change.Paused(Pause.begin(what(in), asked(in), in.time()));
    }

    static Change.Resumed resumed(ByteSource in) {
        return new Change.Resumed(what(in), asked(in), in.time());
    }

    private static void what(ByteSink out, Pausable what) {
        out.text(what.workflow().namespace()).text(what.workflow().id()).optionalText(what.trigger());
    }

    private static Pausable what(ByteSource in) {
        return new Pausable(new WorkflowKey(in.text(), in.text()), in.optionalText());
    }

    private static void asked(ByteSink out, Asked asked) {
        out.text(asked.by()).text(asked.why());
    }

    private static Asked asked(ByteSource in) {
        return new Asked(in.text(), in.text());
    }
}
