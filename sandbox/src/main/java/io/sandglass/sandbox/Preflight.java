package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What can be said about a run before anything is allocated for it. */
record Preflight(SandboxModule module, Invocation call, Reservation memory, long budget) {
    private static final int MOST_INPUTS = 4096;

    /** Why it cannot be made. */
    Optional<Ending> problem() {
        return Stream.<Supplier<Optional<Ending>>>of(
                        () -> module.linkProblem(call.abi()),
                        this::inputProblem,
                        this::ownMemoryProblem,
                        this::sharedMemoryProblem)
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Ending> inputProblem() {
        Surroundings around = call.surroundings();
        long most = call.limits().stdinBytes();
        long bytes = call.stdin().length + around.inputBytes();
        if (bytes > most) {
            String what = around.inputs().isEmpty() ? "standard input" : "standard input with the input files";
            return over(Outcome.INPUT_LIMIT, "stdin-limit", what, bytes, most);
        }
        int inputs = around.inputs().size();
        return inputs <= MOST_INPUTS
                ? Optional.empty()
                : over(Outcome.INPUT_LIMIT, "input-limit", "the number of input files", inputs, MOST_INPUTS);
    }

    private Optional<Ending> ownMemoryProblem() {
        SandboxLimits limits = call.limits();
        EngineModule compiled = module.compiled();
        if (compiled.initialMemoryBytes() > limits.memoryBytes()) {
            return over(
                    Outcome.MEMORY_LIMIT,
                    "memory-limit",
                    "the initial memory",
                    compiled.initialMemoryBytes(),
                    limits.memoryBytes());
        }
        return compiled.initialTableEntries() <= limits.tableEntries()
                ? Optional.empty()
                : over(
                        Outcome.MEMORY_LIMIT,
                        "table-limit",
                        "the number of table entries",
                        compiled.initialTableEntries(),
                        limits.tableEntries());
    }

    /**
     * Not the run's own limit is too small, but what there is for all guests together. A guest is not given less than its
     * limit instead: what it did then would depend on its host.
     */
    private Optional<Ending> sharedMemoryProblem() {
        if (memory.memoryBytes() <= budget - memory.filesBytes()) {
            return Optional.empty();
        }
        String files = memory.filesBytes() == 0 ? "" : " and " + memory.filesBytes() + " bytes of files";
        return Optional.of(Ending.of(
                Outcome.MEMORY_LIMIT,
                "shared-memory-limit",
                "the guest may have " + memory.memoryBytes() + " bytes of memory" + files + ", but the host has "
                        + budget
                        + " for all guests together; lower the limit of the guest, let the module declare less, or"
                        + " give the host more"));
    }

    private static Optional<Ending> over(Outcome outcome, String kind, String what, long actual, long limit) {
        return Optional.of(Ending.of(outcome, kind, what + " is " + actual + ", over the limit of " + limit));
    }
}
