package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import java.util.Optional;

/** What can be said about a run before anything is allocated for it. */
final class Preflight {
    private static final int MOST_INPUTS = 4096;
    /** Not the run's own limit is too small, but what there is for all guests together. */
    private static final String SHARED_MEMORY = "shared-memory-limit";

    private Preflight() {}

    static Optional<Ending> problem(SandboxModule module, Invocation call, long memoryCap) {
        Optional<Ending> linking = module.linkProblem(call.abi());
        if (linking.isPresent()) {
            return linking;
        }
        SandboxLimits limits = call.limits();
        EngineModule compiled = module.compiled();
        Optional<Ending> input = inputProblem(call, memoryCap);
        if (input.isPresent()) {
            return input;
        }
        long wanted = Math.min(limits.memoryBytes(), compiled.maximumMemoryBytes());
        if (call.surroundings().strict().isPresent() && wanted > memoryCap) {
            return Optional.of(Ending.of(
                    Outcome.MEMORY_LIMIT,
                    SHARED_MEMORY,
                    "the guest may have " + wanted + " bytes of memory, but the host has " + memoryCap
                            + " for all guests, which a guest must not notice in a world that is the same each time;"
                            + " lower its limit, or give the host more"));
        }
        if (compiled.initialMemoryBytes() > memoryCap) {
            return over(
                    Outcome.MEMORY_LIMIT,
                    memoryCap < limits.memoryBytes() ? SHARED_MEMORY : "memory-limit",
                    "the initial memory",
                    compiled.initialMemoryBytes(),
                    memoryCap);
        }
        if (compiled.initialTableEntries() > limits.tableEntries()) {
            return over(
                    Outcome.MEMORY_LIMIT,
                    "table-limit",
                    "the number of table entries",
                    compiled.initialTableEntries(),
                    limits.tableEntries());
        }
        return Optional.empty();
    }

    private static Optional<Ending> inputProblem(Invocation call, long memoryCap) {
        Surroundings around = call.surroundings();
        long bytes = call.stdin().length + around.inputBytes();
        if (bytes > call.limits().stdinBytes()) {
            String what = around.inputs().isEmpty() ? "standard input" : "standard input with the input files";
            return over(
                    Outcome.INPUT_LIMIT,
                    "stdin-limit",
                    what,
                    bytes,
                    call.limits().stdinBytes());
        }
        if (around.inputs().size() > MOST_INPUTS) {
            return over(
                    Outcome.INPUT_LIMIT,
                    "input-limit",
                    "the number of input files",
                    around.inputs().size(),
                    MOST_INPUTS);
        }
        if (memoryCap < 0) { // by how much the files are over what there is for all guests together
            long files = GuestFiles.reservedBytes(call);
            return over(Outcome.MEMORY_LIMIT, SHARED_MEMORY, "the memory for files", files, files + memoryCap);
        }
        return Optional.empty();
    }

    private static Optional<Ending> over(Outcome outcome, String kind, String what, long actual, long limit) {
        return Optional.of(Ending.of(outcome, kind, what + " is " + actual + ", over the limit of " + limit));
    }
}
