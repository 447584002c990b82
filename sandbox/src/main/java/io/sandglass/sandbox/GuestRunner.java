package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.quarantine.Quarantine;
import io.sandglass.sandbox.wasi.GuestWorld;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Lets guests in, runs each on a thread of its own, and leaves behind what does not stop. Thread-safe. */
final class GuestRunner implements AutoCloseable {
    /** One that runs, one that ends meanwhile, one that was left behind, and one to spare. */
    private static final int MOST_THREADS_A_PLACE = 4;

    private static final SandboxResult BROKEN = SandboxResult.refused(
            Ending.of(Outcome.ENGINE_ERROR, "engine", "the host broke while it ran the guest"), 0);

    private static final long FOR_EVER_NANOS = Long.MAX_VALUE / 4;

    private final SandboxSettings settings;
    private final Quarantine quarantine;
    private final Admission admission;
    private final GuestThreads threads;
    private final CancelSignal closing = new CancelSignal();
    private final Strays strays = new Strays();

    GuestRunner(SandboxSettings settings, Quarantine quarantine) {
        this.settings = settings;
        this.quarantine = quarantine;
        this.admission = new Admission(settings.maxConcurrentGuests(), settings.memoryBudgetBytes(), closing);
        this.threads = new GuestThreads(MOST_THREADS_A_PLACE * settings.maxConcurrentGuests());
    }

    /** Runs a guest to its end, or says why it cannot be run. */
    SandboxResult run(SandboxModule module, Invocation call, String tenant) {
        long budget = settings.memoryBudgetBytes();
        Reservation memory = Reservation.of(module, call, budget);
        return new Preflight(module, call, memory, budget)
                .problem()
                .map(problem -> SandboxResult.refused(problem, 0))
                .orElseGet(() -> admitted(module, call, tenant, memory));
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
                    + Math.min(
                            FOR_EVER_NANOS,
                            TimeUnit.NANOSECONDS.convert(call.limits().wall()));
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

    Strays strays() {
        return strays;
    }

    boolean isClosed() {
        return closing.isCancelled();
    }

    /** Ends all guests; does not wait. */
    @Override
    public void close() {
        closing.cancel();
        threads.close();
    }

    /** Whether the last guest ended in time, once closed. */
    boolean await(Duration patience) throws InterruptedException {
        return threads.await(patience);
    }
}
