package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.time.Duration;
import java.util.Optional;

/**
 * Runs untrusted WebAssembly: a fresh instance for each run, under hard limits, with its use recorded.
 *
 * <p>Thread-safe. {@link #run} blocks the calling thread; the guest itself runs on a thread of the sandbox.
 */
public final class WasmSandbox implements AutoCloseable {
    /** The price list by which guests pay; what ran under another one cannot be compared. */
    public static final int FUEL_SCHEDULE = FuelRewriter.SCHEDULE;

    private static final String SHIPPED = "chicory";
    private static final String NOBODY = "";

    private final Quarantine quarantine;
    private final Modules modules;
    private final GuestRunner runner;

    private WasmSandbox(SandboxSettings settings, WasmEngine engine, Quarantine quarantine) {
        this.quarantine = quarantine;
        this.modules = new Modules(engine, settings, quarantine);
        this.runner = new GuestRunner(settings, quarantine);
    }

    /**
     * A sandbox on the engine that ships, which forgets what it put into quarantine.
     *
     * @throws IllegalStateException if the engine is not on the class path
     */
    public static WasmSandbox create(SandboxSettings settings) {
        return create(settings, Quarantine.inMemory());
    }

    /** The same with a quarantine of the caller's, such as one that is kept on disk. */
    public static WasmSandbox create(SandboxSettings settings, Quarantine quarantine) {
        return create(settings, WasmEngine.named(SHIPPED), quarantine);
    }

    /**
     * A sandbox on another engine.
     *
     * @param engine one that {@link WasmEngine#named} finds by its id, or else {@link Compiling#withoutChild()} is needed:
     *     {@link #load} refuses large modules without it
     */
    public static WasmSandbox create(SandboxSettings settings, WasmEngine engine, Quarantine quarantine) {
        return new WasmSandbox(settings, engine, quarantine);
    }

    /**
     * Checks and compiles a module; the same bytes give the same module while anyone holds it.
     *
     * @param wasm the binary; not kept
     * @throws InvalidModule if the bytes are no module, or one that may not run here; the message says why
     * @throws QuarantinedModule if it may not run for what it did before
     * @throws LoadInterrupted if this thread is interrupted, which stays set
     */
    public SandboxModule load(byte[] wasm) {
        return modules.load(wasm);
    }

    /**
     * What would be said of a module before it is compiled: the rule of the policy that it breaks, or what the engine
     * finds wrong with it.
     *
     * @return empty if it may be compiled
     * @throws LoadInterrupted if this thread is interrupted, which stays set
     */
    public Optional<String> objection(byte[] wasm) {
        return modules.objection(wasm);
    }

    /**
     * What it is to compile a module, without doing so.
     *
     * @throws InvalidModule if it may not be compiled
     * @throws LoadInterrupted if this thread is interrupted, which stays set
     */
    public CompileCost compileCost(byte[] wasm) {
        return modules.compileCost(wasm);
    }

    /**
     * Runs a WASI command to its end. The result reports whatever the guest does.
     *
     * <p>An interrupt of the calling thread cancels the run, and stays set.
     *
     * @throws QuarantinedModule if the module may not run for what it did before
     * @throws IllegalStateException if the sandbox is closed
     */
    public SandboxResult run(SandboxModule module, Invocation call) {
        return run(module, call, NOBODY);
    }

    /** The same on behalf of a tenant: where guests wait for a place, tenants take turns. */
    public SandboxResult run(SandboxModule module, Invocation call, String tenant) {
        if (runner.isClosed()) {
            throw new IllegalStateException("the sandbox is closed");
        }
        modules.refuseIfHeld(module.sha256());
        SandboxResult result = runner.run(module, call, tenant);
        if (result.fault().filter(Endings::exhaustedTheHost).isPresent()) {
            quarantine.hold(module.sha256(), "used up the memory of the host while it ran");
        }
        return result;
    }

    /**
     * Compiles and runs a tiny module of our own, so that the first guest need not wait for the engine to be loaded. Takes
     * about a second in a fresh JVM.
     */
    public void warmUp() {
        run(load(WarmUp.module()), Invocation.of(new byte[0]));
    }

    /** Guests that could not be stopped since the sandbox was created. */
    public int abandonedGuests() {
        return runner.strays().ever();
    }

    /** Those of them that still run, each with a thread and memory of the host. */
    public int runningStrays() {
        return runner.strays().running();
    }

    /** Ends all running guests and refuses new ones. Does not wait: see {@link #awaitClosed}. */
    @Override
    public void close() {
        runner.close();
    }

    /**
     * Waits until the last guest of a closed sandbox has ended.
     *
     * @return whether all ended in time; false if one did not stop when told to
     * @throws IllegalStateException if it is not closed
     */
    public boolean awaitClosed(Duration patience) throws InterruptedException {
        if (!runner.isClosed()) {
            throw new IllegalStateException("the sandbox is not closed");
        }
        return runner.await(patience);
    }
}
