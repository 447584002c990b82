package io.sandglass.sandbox;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * How a run ended, what it wrote and what it used.
 *
 * @param outcome how it ended
 * @param exitCode what the guest exited with; 0 unless the outcome is {@link Outcome#EXIT_NONZERO}
 * @param stdout what it wrote; not copied
 * @param stderr what it wrote, perhaps cut; not copied
 * @param stderrTruncated whether it wrote more to standard error than was kept
 * @param scratchFiles what it left under {@code /scratch}, by path from there, sorted; names are the guest's, but never
 *     {@code .} or {@code ..}, nor do they begin with a slash
 * @param usage what it used
 * @param fault why it did not end well; present unless the outcome is {@link Outcome#OK} or
 *     {@link Outcome#EXIT_NONZERO}
 */
public record SandboxResult(
        Outcome outcome,
        int exitCode,
        byte[] stdout,
        byte[] stderr,
        boolean stderrTruncated,
        SortedMap<String, byte[]> scratchFiles,
        Usage usage,
        Optional<Fault> fault) {
    private static final byte[] NOTHING = {};

    /** The same with another output. */
    public SandboxResult withStdout(byte[] other) {
        return new SandboxResult(outcome, exitCode, other, stderr, stderrTruncated, scratchFiles, usage, fault);
    }

    /** A run in which no guest code ran. */
    static SandboxResult refused(Ending ending, long queueNanos) {
        return refused(ending, Usage.queued(queueNanos));
    }

    /** A run of which nothing came. */
    static SandboxResult refused(Ending ending, Usage usage) {
        return new SandboxResult(
                ending.outcome(), 0, NOTHING, NOTHING, false, Collections.emptySortedMap(), usage, ending.fault());
    }
}
