package io.sandglass.engine;

import static java.util.Objects.requireNonNull;

import io.sandglass.migration.SpecProblem;
import io.sandglass.run.RunId;
import java.util.List;

/** The outcome of a request to start a run. */
public sealed interface LaunchResult {
    /** The run exists, durably. */
    record Started(RunId run) implements LaunchResult {
        public Started {
            requireNonNull(run, "run");
        }
    }

    /** An earlier request with the same key, for the same, has started this run; nothing else was started. */
    record AlreadyStarted(RunId run) implements LaunchResult {
        public AlreadyStarted {
            requireNonNull(run, "run");
        }
    }

    /** An earlier request with the same key has started this run, but asked for something else; nothing was started. */
    record KeyTaken(RunId run, String message) implements LaunchResult {
        public KeyTaken {
            requireNonNull(run, "run");
            requireNonNull(message, "message");
        }
    }

    /** The slot already has its record; nothing was started. */
    record DuplicateSlot() implements LaunchResult {}

    /** There is no such workflow or revision. */
    record UnknownWorkflow(String message) implements LaunchResult {}

    /** The document does not read, plan, or fit the given inputs; pointers of the latter start with {@code /inputs}. */
    record Invalid(List<SpecProblem> problems) implements LaunchResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** As many runs of its concurrency key go on, or wait, as may, and the workflow says that it is skipped then. */
    record Skipped(String reason) implements LaunchResult {}

    /** The engine is closing or at the limit of open runs, its own or the tenant's; try again later. */
    record Rejected(String reason) implements LaunchResult {}
}
