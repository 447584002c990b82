package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.ReplayedCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Runs recorded guests again. Thread-safe. */
public final class Replay {
    /** A machine may be slower today, and time is not compared. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** The schedule of what ended before any code ran. */
    private static final int UNMETERED = 0;

    private final WasmSandbox sandbox;

    /** @param sandbox where they run; stays the caller's to close */
    public Replay(WasmSandbox sandbox) {
        this.sandbox = sandbox;
    }

    /**
     * Runs it once more, with the input and the caps of the record, but for time. The world outside is not asked: what the
     * host answered is on record.
     *
     * @param wasm the module's bytes
     * @throws IllegalArgumentException if it was recorded under another fuel schedule, which cannot be compared
     * @throws io.sandglass.sandbox.InvalidModule if they may no longer run here
     */
    public Trace run(Recording recording, byte[] wasm) {
        requireSameSchedule(recording.trace());
        SandboxModule module = sandbox.load(wasm);
        SandboxLimits limits = recording.limits().withWall(PATIENCE);
        Invocation call = Invocation.of(recording.stdin().getBytes(StandardCharsets.UTF_8))
                .withArgs(recording.args())
                .withLimits(limits)
                .withAbi(recording.abi())
                .withSurroundings(recording.surroundings())
                .withCapabilities(Capabilities.NONE.withRecorder(new ReplayedCalls(recording.calls())));
        return Trace.of(sandbox.run(module, call));
    }

    /** Other prices, other fuel, and with it another place where it runs out. */
    private static void requireSameSchedule(Trace recorded) {
        int schedule = recorded.fuelSchedule();
        if (schedule != UNMETERED && schedule != WasmSandbox.FUEL_SCHEDULE) {
            throw new IllegalArgumentException(
                    "it was recorded under fuel schedule " + schedule + ", but this program has "
                            + WasmSandbox.FUEL_SCHEDULE
                            + ", so that neither fuel nor where it ran out can be compared; replay it with"
                            + " a program that has fuel schedule " + schedule);
        }
    }
}
