package io.sandglass.app;

import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.LaunchResult.DuplicateSlot;
import io.sandglass.engine.LaunchResult.Invalid;
import io.sandglass.engine.LaunchResult.KeyTaken;
import io.sandglass.engine.LaunchResult.Rejected;
import io.sandglass.engine.LaunchResult.Skipped;
import io.sandglass.engine.LaunchResult.UnknownWorkflow;
import io.sandglass.migration.SpecProblem;
import java.util.stream.Collectors;

/** Says why a run was not started. */
public final class LaunchWords {
    private LaunchWords() {}

    /** One sentence, or a line for each problem. */
    public static String refusal(LaunchResult result) {
        if (result instanceof Invalid invalid) {
            return invalid.problems().stream().map(LaunchWords::line).collect(Collectors.joining("\n"));
        }
        if (result instanceof UnknownWorkflow unknown) {
            return unknown.message();
        }
        if (result instanceof Skipped skipped) {
            return "the run was skipped: " + skipped.reason();
        }
        if (result instanceof Rejected rejected) {
            return rejected.reason();
        }
        if (result instanceof KeyTaken taken) {
            return "KEY_TAKEN: " + taken.message();
        }
        if (result instanceof DuplicateSlot) {
            return "the slot already has its run";
        }
        throw new AssertionError(result);
    }

    /** Whether the same request may succeed later; else it is wrong. */
    public static boolean passing(LaunchResult result) {
        return result instanceof Rejected || result instanceof Skipped;
    }

    /** A problem with an input names it; it has no line. */
    private static String line(SpecProblem problem) {
        String place = problem.pointer().startsWith("/inputs/") ? "" : problem.position() + ": ";
        return place + problem.reason() + "; " + problem.remedy();
    }
}
