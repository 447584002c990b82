package io.sandglass.sandbox;

import io.sandglass.sandbox.capability.HostCallDenied;
import io.sandglass.sandbox.capability.ReplayedCalls;
import io.sandglass.sandbox.engine.GuestTrap;
import io.sandglass.sandbox.engine.TrapKind;
import io.sandglass.sandbox.hostcall.HostCallCut;
import io.sandglass.sandbox.hostcall.HostCallFailed;
import io.sandglass.sandbox.hostcall.OutOfFuel;
import io.sandglass.sandbox.wasi.ByteSink;
import io.sandglass.sandbox.wasi.HostCallBroken;
import io.sandglass.sandbox.wasi.HostCallInterrupted;
import io.sandglass.sandbox.wasi.HostCallsExceeded;
import io.sandglass.sandbox.wasi.ProcessExit;
import java.util.Optional;

/** What a thing thrown on a guest's thread means for its run. */
final class Endings {
    private static final String HOST_MEMORY = "host-memory";

    private Endings() {}

    /** @param stop why the host asked the guest to end, if it did */
    static Ending of(Throwable thrown, Optional<StopReason> stop) {
        if (thrown instanceof ProcessExit exit) {
            return Ending.exit(exit.code());
        }
        if (stop.isPresent()) {
            return stop.get().ending();
        }
        if (thrown instanceof GuestTrap trap) {
            return trapped(trap);
        }
        if (thrown instanceof OutOfMemoryError) {
            return Ending.of(Outcome.MEMORY_LIMIT, HOST_MEMORY, "the host ran out of memory: " + thrown.getMessage());
        }
        return hostCall(thrown);
    }

    /** Whether a guest made the host run out of memory. */
    static boolean exhaustedTheHost(Fault fault) {
        return fault.kind().equals(HOST_MEMORY);
    }

    private static Ending trapped(GuestTrap trap) {
        Outcome outcome = trap.kind() == TrapKind.STACK ? Outcome.STACK_LIMIT : Outcome.TRAP;
        return Ending.of(outcome, trap.kind().label(), String.valueOf(trap.getMessage()));
    }

    private static Ending hostCall(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        if (thrown instanceof ByteSink.Overflow) {
            return Ending.of(Outcome.OUTPUT_LIMIT, "stdout-limit", message);
        }
        if (thrown instanceof OutOfFuel) {
            return Ending.of(Outcome.FUEL_EXHAUSTED, "fuel-limit", message);
        }
        if (thrown instanceof HostCallDenied) {
            return Ending.of(Outcome.HOST_CALL_DENIED, "host-call-denied", message);
        }
        if (thrown instanceof HostCallsExceeded) {
            return Ending.of(Outcome.HOST_CALL_LIMIT, "host-call-limit", message);
        }
        if (thrown instanceof HostCallInterrupted || thrown instanceof HostCallCut) {
            return StopReason.TIMED_OUT.ending();
        }
        if (thrown instanceof ReplayedCalls.Diverged) {
            return Ending.of(Outcome.HOST_CALL_FAILED, "replay-diverged", message);
        }
        if (thrown instanceof HostCallBroken || thrown instanceof HostCallFailed) {
            return Ending.of(Outcome.HOST_CALL_FAILED, "host-call", message);
        }
        return Ending.of(Outcome.ENGINE_ERROR, "engine", thrown.toString());
    }
}
