package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.policy.StaticPolicy;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A module that was checked and compiled. Immutable, thread-safe, shared by all its runs; one per digest while anyone
 * holds it.
 */
public final class SandboxModule {
    private final String sha256;
    private final EngineModule compiled;
    private final FunctionNames names;
    private final Optional<Ending> commandProblem;

    SandboxModule(String sha256, ModuleCompiler.Compiled made) {
        this.sha256 = sha256;
        this.compiled = made.module();
        this.names = made.names();
        this.commandProblem = Linking.problem(compiled, Abi.COMMAND);
    }

    /** Digest of the bytes it was loaded from, 64 hexadecimal digits. */
    public String sha256() {
        return sha256;
    }

    /** What it wants from its host: functions as {@code module.name}, the rest with its kind after it. */
    public List<String> imports() {
        return Stream.concat(
                        compiled.importedFunctions().stream().map(wanted -> wanted.qualifiedName()),
                        compiled.otherImports().stream())
                .toList();
    }

    /** Names of what it offers. */
    public List<String> exports() {
        return compiled.exports().stream()
                .filter(name -> !name.startsWith(StaticPolicy.RESERVED))
                .toList();
    }

    /** Whether it is a WASI command: it exports a function {@code _start} that takes and returns nothing. */
    public boolean isCommand() {
        return Linking.NOTHING_TO_NOTHING.equals(compiled.exportedFunctions().get(Abi.COMMAND.entry()));
    }

    /** Why it can never run here like this: what it imports and nobody offers, or an entry that it lacks. */
    public Optional<String> objection(Abi abi) {
        return linkProblem(abi).flatMap(Ending::fault).map(Fault::message);
    }

    /** Why it can never run here like this, if so. */
    Optional<Ending> linkProblem(Abi abi) {
        return abi.equals(Abi.COMMAND) ? commandProblem : Linking.problem(compiled, abi);
    }

    EngineModule compiled() {
        return compiled;
    }

    FunctionNames names() {
        return names;
    }

    @Override
    public String toString() {
        return "SandboxModule " + sha256.substring(0, 12);
    }
}
