package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import java.util.Optional;

/** What can be said about a run before anything is allocated for it. */
final class Preflight {
    private Preflight() {}

    static Optional<Ending> problem(SandboxModule module, Invocation call, long memoryCap) {
        Optional<Ending> linking = module.linkProblem(call.abi());
        if (linking.isPresent()) {
            return linking;
        }
        SandboxLimits limits = call.limits();
        EngineModule compiled = module.compiled();
        if (call.stdin().length > limits.stdinBytes()) {
            return over(Outcome.INPUT_LIMIT, "stdin-limit", "standard input", call.stdin().length, limits.stdinBytes());
        }
        if (compiled.initialMemoryBytes() > memoryCap) {
            return over(
                    Outcome.MEMORY_LIMIT,
                    "memory-limit",
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

    private static Optional<Ending> over(Outcome outcome, String kind, String what, long actual, long limit) {
        return Optional.of(Ending.of(outcome, kind, what + " is " + actual + ", over the limit of " + limit));
    }
}
