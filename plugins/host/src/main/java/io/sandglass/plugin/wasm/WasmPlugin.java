package io.sandglass.plugin.wasm;

import io.sandglass.plugin.CancellationToken;
import io.sandglass.plugin.Execution;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Usage;
import io.sandglass.plugin.http.HttpNetwork;
import io.sandglass.sandbox.CancelSignal;
import io.sandglass.sandbox.FileLimits;
import io.sandglass.sandbox.InvalidModule;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.QuarantinedModule;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.WasmSandbox;
import io.sandglass.sandbox.capability.RecordedCalls;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * A node type that is a WebAssembly module, run in the sandbox as a WASI command, or as an Extism plug-in if its sidecar
 * says so. What its node's permissions allow is granted to it.
 *
 * <p>A command reads {@code {"input": with, "config": {}, "context": {...}}} from its standard input and writes its output
 * as JSON to its standard output, where nothing means an empty object; each line on standard error is a log line. Exit
 * code 0 is success, 75 a failure worth another attempt, any other a failure for good. Immutable but for the compiled
 * module, which is made at the first run; thread-safe.
 */
public final class WasmPlugin implements NodePlugin {
    /** Bytes of what the host answered; who asks for more is not recorded. */
    private static final long MOST_RECORDED = 8L << 20;

    private final NodeType type;
    private final ModuleOutline outline;
    private final Sidecar sidecar;
    private final LazyModule module;
    private final HttpNetwork network;

    private WasmPlugin(NodeType type, ModuleOutline outline, Sidecar sidecar, LazyModule module, HttpNetwork network) {
        this.type = type;
        this.outline = outline;
        this.sidecar = sidecar;
        this.module = module;
        this.network = network;
    }

    /** The same, whose guests call other hosts than those of this machine's network. */
    WasmPlugin calling(HttpNetwork other) {
        return new WasmPlugin(type, outline, sidecar, module, other);
    }

    /** Where a module's sidecar is: {@code risk.plugin.yaml} for {@code risk.wasm}. */
    public static String sidecarOf(String fileName) {
        return ModuleName.stem(fileName) + ".plugin.yaml";
    }

    /**
     * Checks what is cheap to check. Without a sidecar the type takes the file's name, with a version if the name ends in
     * one, and any config.
     *
     * @param fileName for example {@code risk-score-1.2.0.wasm}
     * @param wasm the module; not copied, must not change
     * @param sidecar the text of its sidecar, if there is one
     * @param sandbox asked for at the first run
     * @throws InvalidWasmPlugin if the bytes are no module, or the sidecar makes no sense
     */
    public static WasmPlugin read(String fileName, byte[] wasm, Optional<String> sidecar, Supplier<WasmSandbox> sandbox)
            throws InvalidWasmPlugin {
        return read(fileName, wasm, sidecar, sandbox, Optional.empty());
    }

    /**
     * The same.
     *
     * @param kept gets the module when it first runs
     */
    public static WasmPlugin read(
            String fileName,
            byte[] wasm,
            Optional<String> sidecar,
            Supplier<WasmSandbox> sandbox,
            Optional<KeptModules> kept)
            throws InvalidWasmPlugin {
        ModuleOutline outline = ModuleOutline.of(wasm);
        List<String> functions = outline.functions();
        Sidecar said = sidecar.isPresent() ? SidecarReader.read(sidecarOf(fileName), sidecar.get()) : Sidecar.NONE;
        Optional<String> lost = said.abi().entry().filter(entry -> !functions.contains(entry));
        if (lost.isPresent()) {
            throw new InvalidWasmPlugin(sidecarOf(fileName) + ": the module exports no function '" + lost.get()
                    + "' to be the entry; it exports " + (functions.isEmpty() ? "none" : String.join(", ", functions)));
        }
        return new WasmPlugin(
                ModuleName.type(fileName, said),
                outline,
                said,
                new LazyModule(wasm, sandbox, kept),
                HttpNetwork.system());
    }

    @Override
    public NodeType type() {
        return type;
    }

    /** The function that is called, if the sidecar says that it is an Extism plug-in; empty for a WASI command. */
    public Optional<String> entry() {
        return sidecar.abi().entry();
    }

    /** What the sidecar suggests. */
    public Optional<Limits> defaultLimits() {
        return sidecar.defaultLimits();
    }

    /** What the sidecar caps; what it leaves out is not capped. */
    public Optional<Limits> maxLimits() {
        return sidecar.maxLimits();
    }

    /** What the module declares as the most that its memory may take, in bytes; empty if it declares nothing. */
    public OptionalLong mostMemoryBytes() {
        return outline.mostMemoryBytes();
    }

    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> execute(config, context);
    }

    private NodeResult execute(NodeConfig config, NodeContext context) {
        String label = type.name() + "@" + type.version();
        long values = context.limits().values();
        try {
            SandboxModule compiled = module.get();
            RecordedCalls calls = new RecordedCalls(MOST_RECORDED);
            Invocation call = invocation(config, context, calls);
            SandboxResult run = run(compiled, call, context);
            Optional<Recording> recording = Recording.of(compiled, call, run, calls);
            WasmOutcome outcome = new WasmOutcome(label, sidecar.abi().readable(run, values), recording);
            outcome.log(context);
            return outcome.result(values);
        } catch (UnusableFiles unusable) {
            return failed("BadConfig", label + ": " + unusable.getMessage(), false);
        } catch (QuarantinedModule held) {
            String message = label + ": " + held.getMessage()
                    + "; an administrator lets it run again with: sandglass plugins release sha256:" + held.sha256();
            return refused("Quarantined", "QUARANTINED", message, false);
        } catch (InvalidModule refused) {
            return refused(label, refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return failed("Cancelled", label + ": cancelled before the module was compiled", false);
        }
    }

    /** It did not come to the module. */
    private static NodeResult failed(String code, String message, boolean retryable) {
        return new NodeResult.Failed(failure(code, message, retryable), Usage.NONE);
    }

    private static NodeResult refused(String label, InvalidModule refusal) {
        if (refusal.hostFailed()) {
            String message = label + " could not be loaded: " + refusal.getMessage();
            NodeFailure failure = NodeFailure.of(FailureKind.INTERNAL, "SandboxError", message);
            return new NodeResult.Failed(failure.retryable(true), Usage.NONE.with(Execution.ended("ENGINE_ERROR")));
        }
        String message = label + " may not run here: " + refusal.getMessage();
        return refused("InvalidModule", "INVALID_MODULE", message, refusal.mayPass());
    }

    /** The module may not run. */
    private static NodeResult refused(String code, String outcome, String message, boolean retryable) {
        return new NodeResult.Failed(failure(code, message, retryable), Usage.NONE.with(Execution.ended(outcome)));
    }

    private static NodeFailure failure(String code, String message, boolean retryable) {
        return NodeFailure.of(FailureKind.USER, code, message).retryable(retryable);
    }

    private Invocation invocation(NodeConfig with, NodeContext context, RecordedCalls calls) throws UnusableFiles {
        NodeConfig config = sidecar.files() ? NodeFiles.rest(with) : with;
        return Invocation.of(sidecar.abi().input(config, context))
                .withArgs(List.of(type.name()))
                .withLimits(sandboxLimits(context.limits()))
                .withCapabilities(GuestGrants.of(context, network).withRecorder(calls))
                .withAbi(sidecar.abi().abi(config))
                .withSurroundings(NodeSurroundings.of(sidecar.files(), with, context));
    }

    private SandboxResult run(SandboxModule compiled, Invocation call, NodeContext context) {
        CancelSignal cancel = new CancelSignal();
        CancellationToken.Registration waiting = context.cancellation().onCancel(cancel::cancel);
        try {
            return module.sandbox().run(compiled, call.withCancel(cancel), context.tenant());
        } finally {
            waiting.close();
        }
    }

    private static SandboxLimits sandboxLimits(Limits limits) {
        return SandboxLimits.DEFAULTS
                .withFuelUnits(limits.fuelUnits())
                .withMemoryBytes(limits.memoryBytes())
                .withWall(limits.wall())
                .withStreams(limits.inputBytes(), limits.outputBytes(), limits.logBytes())
                .withFiles(FileLimits.DEFAULTS.withScratchBytes(
                        Math.min(limits.scratchBytes(), FileLimits.MOST_SCRATCH_BYTES)));
    }
}
