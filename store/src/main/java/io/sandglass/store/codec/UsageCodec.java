package io.sandglass.store.codec;

import io.sandglass.plugin.Execution;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Usage;
import java.util.Optional;

/** What attempts used, as bytes. */
final class UsageCodec {
    private UsageCodec() {}

    static void write(ByteSink out, Usage usage) {
        out.number(usage.fuelUnits())
                .number(usage.cpuNanos())
                .number(usage.peakMemoryBytes())
                .number(usage.stdoutBytes())
                .number(usage.stderrBytes());
        boolean present = !usage.execution().equals(Execution.NONE);
        out.flag(present);
        if (present) {
            write(out, usage.execution());
        }
    }

    static Usage read(ByteSource in) {
        Usage numbers = readNumbers(in);
        return in.flag() ? numbers.with(execution(in)) : numbers;
    }

    /** As the tags 11 and 12 had it: only the numbers. */
    static Usage readNumbers(ByteSource in) {
        return new Usage(in.number(), in.number(), in.number(), in.number(), in.number());
    }

    private static void write(ByteSink out, Execution execution) {
        out.text(execution.outcome())
                .text(execution.isolation())
                .number(execution.fuelSchedule())
                .number(execution.wallNanos())
                .number(execution.queueNanos())
                .number(execution.stdinBytes())
                .number(execution.hostCalls())
                .number(execution.peakStackUnits());
        out.flag(execution.recording().isPresent());
        execution.recording().ifPresent(recording -> PayloadCodec.write(out, recording));
    }

    private static Execution execution(ByteSource in) {
        return new Execution(
                in.text(),
                in.text(),
                (int) in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                in.number(),
                recording(in));
    }

    private static Optional<Payload> recording(ByteSource in) {
        return in.flag() ? Optional.of(PayloadCodec.read(in)) : Optional.empty();
    }
}
