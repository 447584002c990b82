package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.quarantine.Quarantine;
import io.sandglass.sandbox.wasi.GuestWorld;
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

    /** One that runs, one that ends meanwhile, one that was left behind, and one to spare. */
    private static final int MOST_THREADS_A_PLACE = 4;

    private static final SandboxResult BROKEN = SandboxResult.refused(
            Ending.of(Outcome.ENGINE_ERROR, "engine", "the host broke while it ran the guest"), 0);

    private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 4;

    private final SandboxSettings settings;
    private final Quarantine quarantine;
    private final Modules modules;
    private final Admission admission;
    private final GuestThreads threads;
    private final CancelSignal closing = new CancelSignal();
    private final Strays strays = new Strays();

    private WasmSandbox(SandboxSettings settings, WasmEngine engine, Quarantine quarantine) {
        this.settings = settings;
        this.quarantine = quarantine;
        this.modules = new Modules(engine, settings, quarantine);
        this.admission = new Admission(settings.maxConcurrentGuests(), settings.memoryBudgetBytes(), closing);
        this.threads = new GuestThreads(MOST_THREADS_A_PLACE * settings.maxConcurrentGuests());
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

    /** A sandbox on another engine. */
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
     * Runs a WASI command to its end. Whatever the guest does is told by the result.
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
        if (closing.isCancelled()) {
            throw new IllegalStateException("the sandbox is closed");
        }
        modules.refuseIfHeld(module.sha256());
        long budget = settings.memoryBudgetBytes();
        Reservation memory = Reservation.of(module, call, budget);
        SandboxResult result = new Preflight(module, call, memory, budget)
                .problem()
                .map(problem -> SandboxResult.refused(problem, 0))
                .orElseGet(() -> admitted(module, call, tenant, memory));
        if (result.fault().filter(Endings::exhaustedTheHost).isPresent()) {
            quarantine.hold(module.sha256(), "used up the memory of the host while it ran");
        }
        return result;
    }

    private SandboxResult admitted(SandboxModule module, Invocation call, String tenant, Reservation memory) {
        long asked = System.nanoTime();
        Optional<Admission.Ticket> ticket = admission.enter(tenant, memory.bytes(), call.cancel());
        long queueNanos = System.nanoTime() - asked;
        if (ticket.isEmpty()) {
            return SandboxResult.refused(StopReason.CANCELLED.ending(), queueNanos);
        }
        Tied tied = tied(module, call, queueNanos, ticket.get());
        return watched(tied, ticket.get()).orElseGet(() -> {
            leaveBehind(module, tied.leash(), ticket.get());
            return abandoned(Usage.abandoned(call.limits().fuelUnits(), memory.memoryBytes(), queueNanos));
        });
    }

    /** A run that has not begun, and who may end it. */
    private record Tied(
            GuestRun run, Leash leash, CancelSignal.Subscription byCaller, CancelSignal.Subscription byClosing) {}

    /** Whatever is thrown here, place and memory are given back. */
    private Tied tied(SandboxModule module, Invocation call, long queueNanos, Admission.Ticket ticket) {
        try {
            long deadline = System.nanoTime()
                    + Math.min(FOR_EVER_NANOS, call.limits().wall().toNanos());
            Leash leash = new Leash(deadline);
            GuestRun run = new GuestRun(
                    module,
                    call,
                    new EngineLimits(call.limits().memoryBytes(), call.limits().tableEntries()),
                    world(call, deadline),
                    new GuestRun.Watched(leash, queueNanos));
            Runnable stop = () -> leash.stop(StopReason.CANCELLED);
            return new Tied(run, leash, call.cancel().onCancel(stop), closing.onCancel(stop));
        } catch (RuntimeException | Error e) {
            ticket.giveBack();
            throw e;
        }
    }

    private GuestWorld world(Invocation call, long deadline) {
        return call.surroundings()
                .strict()
                .map(strict -> GuestWorld.virtual(strict.start(), strict.seed()))
                .orElseGet(() -> GuestWorld.real(settings.clock(), settings.random(), deadline));
    }

    private Optional<SandboxResult> watched(Tied tied, Admission.Ticket ticket) {
        try {
            start(tied.run(), tied.leash(), ticket);
            return tied.leash().await();
        } finally {
            tied.byCaller().end();
            tied.byClosing().end();
        }
    }

    private void start(GuestRun run, Leash leash, Admission.Ticket ticket) {
        try {
            threads.execute(() -> attached(run, leash, ticket));
        } catch (RuntimeException | Error e) {
            ticket.giveBack();
            leash.detach(SandboxResult.refused(
                    closing.isCancelled()
                            ? StopReason.CANCELLED.ending()
                            : Ending.of(Outcome.ENGINE_ERROR, "engine", "the host has no thread for the guest: " + e),
                    0));
        }
    }

    /** On the guest's thread: whatever comes, place, memory and whoever waits get theirs. */
    private void attached(GuestRun run, Leash leash, Admission.Ticket ticket) {
        SandboxResult result = BROKEN;
        try {
            leash.attach();
            result = run.run();
        } finally {
            ticket.giveBack();
            if (leash.detach(result)) {
                strays.ended();
            }
        }
    }

    /**
     * A guest that was left behind keeps its place once there are as many of them as places: threads are bounded. Only one
     * that computed on is the module's fault: another waits in the host, or for a processor.
     */
    private void leaveBehind(SandboxModule module, Leash leash, Admission.Ticket ticket) {
        if (strays.add(module) <= settings.maxConcurrentGuests()) {
            ticket.giveBackPlace();
        }
        if (leash.ranOn()) {
            quarantine.strike(module.sha256(), "did not stop when told to, and its thread was left behind");
        }
    }

    private static SandboxResult abandoned(Usage usage) {
        return SandboxResult.refused(
                Ending.of(
                        Outcome.ABANDONED,
                        "abandoned",
                        "the guest did not stop when it was told to; its thread was left behind"),
                usage);
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
        return strays.ever();
    }

    /** Those of them that still run, each with a thread and memory of the host. */
    public int runningStrays() {
        return strays.running();
    }

    /** Ends all running guests and refuses new ones. Does not wait: see {@link #awaitClosed}. */
    @Override
    public void close() {
        closing.cancel();
        threads.close();
    }

    /**
     * Waits until the last guest of a closed sandbox has ended.
     *
     * @return whether all ended in time; false if one did not stop when told to
     * @throws IllegalStateException if it is not closed
     */
    public boolean awaitClosed(Duration patience) throws InterruptedException {
        if (!closing.isCancelled()) {
            throw new IllegalStateException("the sandbox is not closed");
        }
        return threads.await(patience);
    }
}
