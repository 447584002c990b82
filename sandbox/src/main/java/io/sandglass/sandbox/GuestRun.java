package io.sandglass.sandbox;

import io.sandglass.sandbox.engine.EngineInstance;
import io.sandglass.sandbox.engine.EngineLimits;
import io.sandglass.sandbox.engine.EngineModule;
import io.sandglass.sandbox.engine.HostFunction;
import io.sandglass.sandbox.wasi.ByteSink;
import io.sandglass.sandbox.wasi.ByteSource;
import io.sandglass.sandbox.wasi.GuestWorld;
import io.sandglass.sandbox.wasi.Streams;
import io.sandglass.sandbox.wasi.WasiPreview1;
import io.sandglass.sandbox.wasi.WasiProcess;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One run of a command, on the guest's thread: fresh streams, fresh WASI, fresh instance. */
final class GuestRun {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final EngineModule module;
    private final EngineLimits engineLimits;
    private final Streams streams;
    private final WasiProcess process;
    private final Leash leash;
    private final long queueNanos;
    private @Nullable EngineInstance instance;

    GuestRun(EngineModule module, Invocation call, EngineLimits engineLimits, GuestWorld world, Watched watched) {
        this.module = module;
        this.engineLimits = engineLimits;
        SandboxLimits limits = call.limits();
        this.streams = new Streams(
                new ByteSource(call.stdin()),
                ByteSink.strict("standard output", limits.stdoutBytes()),
                ByteSink.truncating("standard error", limits.stderrBytes()));
        this.process = new WasiProcess(call.args(), call.env(), streams, world, limits.hostCalls());
        this.leash = watched.leash();
        this.queueNanos = watched.queueNanos();
    }

    /** Who watches a run, and how long it waited. */
    record Watched(Leash leash, long queueNanos) {}

    /** Never throws: whatever happens on a guest's thread becomes a result. */
    SandboxResult run() {
        try {
            long cpu = THREADS.getCurrentThreadCpuTime();
            long wall = System.nanoTime();
            Ending ending = end();
            return result(ending, System.nanoTime() - wall, Math.max(0, THREADS.getCurrentThreadCpuTime() - cpu));
        } catch (Throwable thrown) {
            return SandboxResult.refused(Endings.of(thrown, leash.stopReason()), queueNanos);
        }
    }

    /** Guests decide what is thrown here, errors of the JVM included, and the host must survive all of it. */
    private Ending end() {
        try {
            List<HostFunction> host = module.importedFunctions().stream()
                    .map(wanted -> WasiPreview1.bind(wanted, process))
                    .toList();
            EngineInstance fresh = module.instantiate(host, engineLimits);
            instance = fresh;
            fresh.start();
            fresh.call(Linking.START);
            return Ending.OK;
        } catch (Throwable thrown) {
            return Endings.of(thrown, leash.stopReason());
        }
    }

    private SandboxResult result(Ending ending, long wallNanos, long cpuNanos) {
        ByteSink stdout = streams.stdout();
        ByteSink stderr = streams.stderr();
        Usage usage = new Usage(
                0,
                0,
                instance == null ? 0 : instance.memoryBytes(),
                wallNanos,
                cpuNanos,
                queueNanos,
                streams.stdin().bytesRead(),
                stdout.size(),
                stderr.size(),
                process.hostCalls());
        return new SandboxResult(
                ending.outcome(),
                ending.exitCode(),
                stdout.bytes(),
                stderr.bytes(),
                stderr.truncated(),
                usage,
                ending.fault());
    }
}
