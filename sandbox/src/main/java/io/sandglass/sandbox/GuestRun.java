package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.GuestTrap;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.extism.ExtismSession;
import io.sandglass.sandbox.hostcall.CapabilitySession;
import io.sandglass.sandbox.metering.FuelRewriter;
import io.sandglass.sandbox.wasi.ByteSink;
import io.sandglass.sandbox.wasi.ByteSource;
import io.sandglass.sandbox.wasi.Descriptors;
import io.sandglass.sandbox.wasi.GuestWorld;
import io.sandglass.sandbox.wasi.Streams;
import io.sandglass.sandbox.wasi.WasiProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** One run of a command, on the guest's thread: fresh streams, fresh WASI, fresh instance. */
final class GuestRun {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final EngineModule module;
    private final FunctionNames names;
    private final GuestCall call;
    private final GuestMeter meter;
    private final HostLinks links;
    private final EngineLimits engineLimits;
    private final long fuelUnits;
    private final long stackUnits;
    private final Streams streams;
    private final GuestFiles files;
    private final WasiProcess process;
    private final Leash leash;
    private final long queueNanos;
    private @Nullable EngineInstance instance;
    private OptionalInt trappedIn = OptionalInt.empty();

    GuestRun(SandboxModule module, Invocation call, EngineLimits engineLimits, GuestWorld world, Watched watched) {
        this.module = module.compiled();
        this.names = module.names();
        this.engineLimits = engineLimits;
        SandboxLimits limits = call.limits();
        this.fuelUnits = limits.fuelUnits();
        this.stackUnits = limits.stackUnits();
        ByteSink stderr = ByteSink.truncating("standard error", limits.stderrBytes());
        this.streams = new Streams(
                new ByteSource(call.stdin()), ByteSink.strict("standard output", limits.stdoutBytes()), stderr);
        boolean plugin = call.abi() instanceof Abi.Extism;
        Streams printed = plugin ? new Streams(new ByteSource(new byte[0]), stderr, stderr) : streams;
        this.files = new GuestFiles(call, world);
        Descriptors open = Descriptors.of(printed, files.trees(), limits.files().open());
        this.process = new WasiProcess(call.args(), call.env(), open, world, limits.hostCalls());
        this.leash = watched.leash();
        this.queueNanos = watched.queueNanos();
        this.meter = new GuestMeter(process::countHostCall, leash);
        CapabilitySession capabilities = new CapabilitySession(call.capabilities(), meter);
        ExtismSession extism =
                new ExtismSession(call.stdin(), call.abi().config(), engineLimits.memoryBytes(), meter, capabilities);
        this.links = new HostLinks(process, capabilities, extism, meter);
        this.call = new GuestCall(this.module, call.abi(), extism, stackUnits);
    }

    /** Who watches a run, and how long it waited. */
    record Watched(Leash leash, long queueNanos) {}

    /** Never throws: whatever happens on a guest's thread becomes a result. */
    SandboxResult run() {
        try {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            Ending ending = located(metered(end()));
            return result(ending, System.nanoTime() - wall, Math.max(0, THREADS.getCurrentThreadCpuTime() - cpu));
        } catch (Throwable thrown) {
            return SandboxResult.refused(Endings.of(thrown, leash.stopReason()), queueNanos);
        }
    }

    /** Guests decide what is thrown here, errors of the JVM included, and the host must survive all of it. */
    private Ending end() {
        try {
            List<HostFunction> host =
                    module.importedFunctions().stream().map(links::bind).toList();
            EngineInstance fresh = module.instantiate(
                    host,
                    engineLimits,
                    Map.of(
                            FuelRewriter.FUEL, fuelUnits,
                            FuelRewriter.DEPTH, stackUnits,
                            FuelRewriter.LOWEST, stackUnits));
            instance = fresh;
            meter.attach(fresh);
            fresh.start();
            return call.run(fresh, streams);
        } catch (Throwable thrown) {
            trappedIn = thrown instanceof GuestTrap trap ? trap.function() : OptionalInt.empty();
            return Endings.of(thrown, leash.stopReason());
        }
    }

    private Ending located(Ending ending) {
        return ending.in(names.of(trappedIn), fuelUsed());
    }

    /**
     * A guest that ran out of fuel or depth traps, and says by its globals which it was. Cheap code may run on a little
     * way without fuel, and come to its end there.
     */
    private Ending metered(Ending ending) {
        if (fuelLeft() < 0 && (leash.stopReason().isEmpty() || isItsOwn(ending))) {
            return Ending.of(
                    Outcome.FUEL_EXHAUSTED, "fuel-limit", "the guest used up its " + fuelUnits + " units of fuel");
        }
        return ending.outcome() == Outcome.TRAP && global(FuelRewriter.DEPTH, 0) == FuelRewriter.TOO_DEEP
                ? Ending.of(Outcome.STACK_LIMIT, "stack-limit", "the guest called deeper than " + stackUnits + " units")
                : ending;
    }

    /** A guest that came to its end by itself did so whether or not it was told to meanwhile. */
    private static boolean isItsOwn(Ending ending) {
        return ending.outcome() == Outcome.OK || ending.outcome() == Outcome.EXIT_NONZERO;
    }

    private long fuelUsed() {
        return fuelUnits - Math.max(0, fuelLeft());
    }

    private long fuelLeft() {
        return global(FuelRewriter.FUEL, fuelUnits);
    }

    private long global(String name, long otherwise) {
        return instance == null ? otherwise : instance.global(name).orElse(otherwise);
    }

    /** A function that would have been too deep was not entered. */
    private long peakStackUnits() {
        return Math.min(stackUnits, stackUnits - global(FuelRewriter.LOWEST, stackUnits));
    }

    private SandboxResult result(Ending ending, long wallNanos, long cpuNanos) {
        ByteSink stdout = streams.stdout();
        ByteSink stderr = streams.stderr();
        Usage usage = new Usage(
                fuelUsed(),
                FuelRewriter.SCHEDULE,
                (instance == null ? 0 : instance.memoryBytes()) + links.extism().peakBytes(),
                wallNanos,
                cpuNanos,
                queueNanos,
                streams.stdin().bytesRead() + links.extism().inputRead(),
                stdout.size(),
                stderr.size(),
                process.hostCalls(),
                peakStackUnits());
        return new SandboxResult(
                ending.outcome(),
                ending.exitCode(),
                stdout.bytes(),
                stderr.bytes(),
                stderr.truncated(),
                files.left(),
                usage,
                ending.fault());
    }
}
