package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.wasm.Recording;
import io.sandglass.plugin.wasm.Replay;
import io.sandglass.plugin.wasm.Trace;
import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.QuarantinedModule;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.time.Clock;
import java.util.List;

/** Runs recorded guests of a home again, in a sandbox of its own. Thread-safe; close it. */
public final class Replays implements AutoCloseable {
    private final ModuleFiles modules;
    private final LazySandbox sandbox;

    public Replays(Home home) {
        this.modules = new ModuleFiles(home);
        this.sandbox = new LazySandbox(
                home.cache().resolve("wasm"),
                Administration.of(home).sandbox(),
                Quarantine.in(home.quarantine(), Clock.systemUTC()));
    }

    /**
     * What came of an attempt, and what comes of it now.
     *
     * @param sources what the guest could read that is another thing each time: then a difference proves nothing
     */
    public record Outcome(Trace recorded, Trace replayed, List<String> sources) {
        public Outcome {
            requireNonNull(recorded, "recorded");
            requireNonNull(replayed, "replayed");
            sources = List.copyOf(sources);
        }

        public List<Trace.Difference> differences() {
            return recorded.differences(replayed);
        }
    }

    /**
     * Runs a guest again.
     *
     * @throws IllegalArgumentException if that cannot be done; the message says why
     */
    public Outcome replay(Recording recording) {
        byte[] wasm = modules.find(recording.module())
                .orElseThrow(
                        () -> new IllegalArgumentException("the module with the digest sha256:" + recording.module()
                                + " is neither among the kept modules nor in plugins; put its file there"));
        try {
            Trace replayed = new Replay(sandbox.get()).run(recording, wasm);
            return new Outcome(recording.trace(), replayed, recording.sources());
        } catch (InvalidModule | QuarantinedModule refused) {
            throw new IllegalArgumentException("the module may no longer run here: " + refused.getMessage(), refused);
        }
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
