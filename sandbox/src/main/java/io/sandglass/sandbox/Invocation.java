package io.sandglass.sandbox;

import io.sandglass.sandbox.capability.Capabilities;
import java.util.List;
import java.util.Map;

/**
 * One run to be made.
 *
 * @param args the command line, program name first
 * @param env the only environment variables the guest sees
 * @param stdin standard input; not copied, must not change during the run
 * @param limits hard caps
 * @param cancel ends the run from another thread
 * @param capabilities what the guest may ask of its host beyond WASI
 * @param abi how module and host talk
 * @param surroundings files, time and chance
 */
public record Invocation(
        List<String> args,
        Map<String, String> env,
        byte[] stdin,
        SandboxLimits limits,
        CancelSignal cancel,
        Capabilities capabilities,
        Abi abi,
        Surroundings surroundings) {
    public Invocation {
        args = List.copyOf(args);
        env = Map.copyOf(env);
    }

    /**
     * A run of a WASI command with default limits, no arguments and an empty environment, that is granted nothing, without
     * files, in the real world.
     */
    public static Invocation of(byte[] stdin) {
        return new Invocation(
                List.of("module"),
                Map.of(),
                stdin,
                SandboxLimits.DEFAULTS,
                new CancelSignal(),
                Capabilities.NONE,
                Abi.COMMAND,
                Surroundings.NONE);
    }

    /** The same under other limits. */
    public Invocation withLimits(SandboxLimits other) {
        return new Invocation(args, env, stdin, other, cancel, capabilities, abi, surroundings);
    }

    /** The same with another signal. */
    public Invocation withCancel(CancelSignal other) {
        return new Invocation(args, env, stdin, limits, other, capabilities, abi, surroundings);
    }

    /** The same with other arguments, program name first. */
    public Invocation withArgs(List<String> other) {
        return new Invocation(other, env, stdin, limits, cancel, capabilities, abi, surroundings);
    }

    /** The same with other environment variables. */
    public Invocation withEnv(Map<String, String> other) {
        return new Invocation(args, other, stdin, limits, cancel, capabilities, abi, surroundings);
    }

    /** The same with other capabilities. */
    public Invocation withCapabilities(Capabilities other) {
        return new Invocation(args, env, stdin, limits, cancel, other, abi, surroundings);
    }

    /** The same for a module of another kind. */
    public Invocation withAbi(Abi other) {
        return new Invocation(args, env, stdin, limits, cancel, capabilities, other, surroundings);
    }

    /** The same with other files, time and chance. */
    public Invocation withSurroundings(Surroundings other) {
        return new Invocation(args, env, stdin, limits, cancel, capabilities, abi, other);
    }
}
