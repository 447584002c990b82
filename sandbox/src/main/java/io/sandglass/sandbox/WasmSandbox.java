package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.WasmEngine;
import io.sandglass.sandbox.wasi.GuestWorld;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs untrusted WebAssembly: a fresh instance for each run, under hard limits, with its use recorded.
 *
 * <p>Thread-safe. {@link #run} blocks the calling thread; the guest itself runs on a thread of the sandbox.
 */
public final class WasmSandbox implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WasmSandbox.class);
    private static final String SHIPPED = "chicory";
    private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 4;

    private final SandboxSettings settings;
    private final Modules modules;
    private final Admission admission;
    private final GuestThreads threads = new GuestThreads();
    private final CancelSignal closing = new CancelSignal();
    private final AtomicInteger abandoned = new AtomicInteger();

    private WasmSandbox(SandboxSettings settings, WasmEngine engine) {
        this.settings = settings;
        this.modules = new Modules(engine, settings.cacheDirectory());
        this.admission = new Admission(settings.maxConcurrentGuests(), settings.memoryBudgetBytes());
    }

    /**
     * A sandbox on the engine that ships.
     *
     * @throws IllegalStateException if it is not on the class path
     */
    public static WasmSandbox create(SandboxSettings settings) {
        return create(settings, SHIPPED);
    }

    /**
     * A sandbox on another engine of the class path.
     *
     * @param engine what the engine's id begins with, such as {@code chicory}
     * @throws IllegalStateException if there is none
     */
    public static WasmSandbox create(SandboxSettings settings, String engine) {
        ClassLoader loader = WasmSandbox.class.getClassLoader();
        return ServiceLoader.load(WasmEngine.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .filter(found -> found.id().startsWith(engine))
                .findFirst()
                .map(found -> new WasmSandbox(settings, found))
                .orElseThrow(
                        () -> new IllegalStateException("no WebAssembly engine '" + engine + "' is on the class path"));
    }

    /**
     * Checks and compiles a module; the same bytes give the same module while anyone holds it.
     *
     * @param wasm the binary; not kept
     * @throws InvalidModule if the bytes are no module, or one that may not run here; the message says why
     * @throws LoadInterrupted if this thread is interrupted, which stays set
     */
    public SandboxModule load(byte[] wasm) {
        return modules.load(wasm);
    }

    /**
     * Runs a WASI command to its end. Whatever the guest does is told by the result.
     *
     * <p>An interrupt of the calling thread cancels the run, and stays set.
     *
     * @throws IllegalStateException if the sandbox is closed
     */
    public SandboxResult run(SandboxModule module, Invocation call) {
        if (closing.isCancelled()) {
            throw new IllegalStateException("the sandbox is closed");
        }
        long forMemory = settings.memoryBudgetBytes() - GuestFiles.reservedBytes(call);
        long memoryCap = Math.min(call.limits().memoryBytes(), forMemory);
        return Preflight.problem(module, call, memoryCap)
                .map(problem -> SandboxResult.refused(problem, 0))
                .orElseGet(() -> admitted(module, call, memoryCap));
    }

    private SandboxResult admitted(SandboxModule module, Invocation call, long memoryCap) {
        long asked = System.nanoTime();
        long reserved = Math.min(memoryCap, module.compiled().maximumMemoryBytes()) + GuestFiles.reservedBytes(call);
        Optional<Admission.Ticket> ticket = admission.enter(reserved, call.cancel());
        long queueNanos = System.nanoTime() - asked;
        if (ticket.isEmpty()) {
            return SandboxResult.refused(StopReason.CANCELLED.ending(), queueNanos);
        }
        long deadline = System.nanoTime() + Math.min(FOR_EVER_NANOS, nanos(call.limits()));
        Leash leash = new Leash(deadline);
        GuestRun run = new GuestRun(
                module.compiled(),
                call,
                new EngineLimits(memoryCap, call.limits().tableEntries()),
                world(call, deadline),
                new GuestRun.Watched(leash, queueNanos));
        return watched(run, leash, call.cancel(), ticket.get())
                .orElseGet(() -> leaveBehind(module, ticket.get(), queueNanos));
    }

    private GuestWorld world(Invocation call, long deadline) {
        return call.surroundings()
                .strict()
                .map(strict -> GuestWorld.virtual(strict.start(), strict.seed()))
                .orElseGet(() -> GuestWorld.real(settings.clock(), settings.random(), deadline));
    }

    private Optional<SandboxResult> watched(GuestRun run, Leash leash, CancelSignal cancel, Admission.Ticket ticket) {
        Runnable stop = () -> leash.stop(StopReason.CANCELLED);
        CancelSignal.Subscription byCaller = cancel.onCancel(stop);
        CancelSignal.Subscription byClosing = closing.onCancel(stop);
        try {
            start(run, leash, ticket);
            return leash.await();
        } finally {
            byCaller.end();
            byClosing.end();
        }
    }

    private void start(GuestRun run, Leash leash, Admission.Ticket ticket) {
        try {
            threads.execute(() -> {
                leash.attach();
                SandboxResult result = run.run();
                ticket.giveBack();
                leash.detach(result);
            });
        } catch (RuntimeException | OutOfMemoryError e) {
            ticket.giveBack();
            leash.detach(SandboxResult.refused(Endings.of(e, leash.stopReason()), 0));
        }
    }

    private SandboxResult leaveBehind(SandboxModule module, Admission.Ticket ticket, long queueNanos) {
        ticket.giveBackPlace();
        log.warn("{} did not stop when told to; {} guests were left behind", module, abandoned.incrementAndGet());
        return SandboxResult.refused(
                Ending.of(
                        Outcome.ABANDONED,
                        "abandoned",
                        "the guest did not stop within 250 ms of being told to; its thread was left behind"),
                queueNanos);
    }

    private static long nanos(SandboxLimits limits) {
        return limits.wall().toNanos();
    }

    /** Guests that could not be stopped since the sandbox was created; their threads may still be running. */
    public int abandonedGuests() {
        return abandoned.get();
    }

    /** Ends all running guests and refuses new ones. Does not wait. */
    @Override
    public void close() {
        closing.cancel();
        threads.close();
    }
}
