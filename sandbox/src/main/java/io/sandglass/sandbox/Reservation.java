package io.sandglass.sandbox;

import io.sandglass.sandbox.extism.ExtismSession;

/**
 * The memory of one run, settled before it starts. The run is refused if memory and files are more than there is for all
 * guests; what else it may hold is promised as far as there is.
 *
 * @param memoryBytes most linear memory of the guest
 * @param filesBytes what its files may take
 * @param bytes all that the guest may make the host hold, its streams and files included; one that may hold more than there
 *     is has all of it
 */
record Reservation(long memoryBytes, long filesBytes, long bytes) {
    /** A stream is held in a buffer that doubles, and copied once. */
    private static final int COPIES_OF_A_STREAM = 2;

    /** @param budget for all guests together */
    static Reservation of(SandboxModule module, Invocation call, long budget) {
        long most = call.limits().memoryBytes();
        long memory = Math.min(most, module.compiled().maximumMemoryBytes());
        long files = GuestFiles.reservedBytes(call);
        long plugin = call.abi() instanceof Abi.Extism ? ExtismSession.reservedBytes(most) : 0;
        return new Reservation(
                memory, files, Math.min(budget, Math.min(budget, memory) + plugin + streams(call, budget) + files));
    }

    private static long streams(Invocation call, long budget) {
        SandboxLimits limits = call.limits();
        long out = Math.min(budget, limits.stdoutBytes()) + Math.min(budget, limits.stderrBytes());
        return call.stdin().length + COPIES_OF_A_STREAM * out;
    }
}
