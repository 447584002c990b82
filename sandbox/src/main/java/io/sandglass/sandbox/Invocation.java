package io.sandglass.sandbox;

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
 */
public record Invocation(
        List<String> args, Map<String, String> env, byte[] stdin, SandboxLimits limits, CancelSignal cancel) {
    public Invocation {
        args = List.copyOf(args);
        env = Map.copyOf(env);
    }

    /** A run with default limits, no arguments and an empty environment. */
    public static Invocation of(byte[] stdin) {
        return new Invocation(List.of("module"), Map.of(), stdin, SandboxLimits.DEFAULTS, new CancelSignal());
    }

    /** The same under other limits. */
    public Invocation withLimits(SandboxLimits other) {
        return new Invocation(args, env, stdin, other, cancel);
    }

    /** The same with another signal. */
    public Invocation withCancel(CancelSignal other) {
        return new Invocation(args, env, stdin, limits, other);
    }

    /** The same with other arguments, program name first. */
    public Invocation withArgs(List<String> other) {
        return new Invocation(other, env, stdin, limits, cancel);
    }

    /** The same with other environment variables. */
    public Invocation withEnv(Map<String, String> other) {
        return new Invocation(args, other, stdin, limits, cancel);
    }
}
