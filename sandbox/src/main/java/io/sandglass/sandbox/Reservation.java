package io.sandglass.sandbox;

import io.sandglass.sandbox.extism.ExtismSession;

/**
 * The memory of one run, settled before it starts.
 *
 * @param capBytes most linear memory of the guest; below 0 by how much the rest is over what there is for all guests
 * @param bytes all that the guest may make the host hold, its streams and files included; one that may hold more than there
 *     is has all of it
 */
record Reservation(long capBytes, long bytes) {
    /** A stream is held in a buffer that doubles, and copied once. */
    private static final int COPIES_OF_A_STREAM = 2;

    /** @param budget for all guests together */
    static Reservation of(SandboxModule module, Invocation call, long budget) {
        long cap = Math.min(call.limits().memoryBytes(), budget - GuestFiles.reservedBytes(call));
        long memory = Math.min(cap, module.compiled().maximumMemoryBytes());
        long plugin = call.abi() instanceof Abi.Extism ? ExtismSession.reservedBytes(cap) : 0;
        return new Reservation(
                cap, Math.min(budget, memory + plugin + streams(call, budget) + GuestFiles.reservedBytes(call)));
    }

    private static long streams(Invocation call, long budget) {
        SandboxLimits limits = call.limits();
        long out = Math.min(budget, limits.stdoutBytes()) + Math.min(budget, limits.stderrBytes());
        return call.stdin().length + COPIES_OF_A_STREAM * out;
    }
}
