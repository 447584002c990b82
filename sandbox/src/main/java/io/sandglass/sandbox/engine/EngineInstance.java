package io.sandglass.sandbox.engine;

import java.util.OptionalLong;

/**
 * One instance of a module; used by one thread, for one run.
 *
 * <p>Every method that runs the guest throws {@link GuestTrap} if the guest traps, and lets a {@link GuestStop} of a host
 * function through. An interrupt of the thread ends the guest with {@link TrapKind#INTERRUPTED} where the engine looks
 * for it.
 */
public interface EngineInstance {
    /** Fills globals, tables and memory, and runs the module's start function. */
    void start();

    /**
     * Calls an exported function that takes nothing.
     *
     * @return its first result; 0 if it has none
     */
    long call(String export);

    /** What an exported global holds; empty if there is none, or if {@link #start} did not come that far. */
    OptionalLong global(String export);

    /** Gives an exported global another value; also from a host function, while the guest waits for it. */
    void setGlobal(String export, long value);

    /** Bytes of linear memory held now, over all memories; memory never shrinks, so this is the peak as well. */
    long memoryBytes();
}
