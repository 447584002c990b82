package io.sandglass.plugin.wasm;

import io.sandglass.plugin.Payload;
import io.sandglass.sandbox.Abi;
import io.sandglass.sandbox.Fault;
import io.sandglass.sandbox.Invocation;
import io.sandglass.sandbox.Outcome;
import io.sandglass.sandbox.SandboxLimits;
import io.sandglass.sandbox.SandboxModule;
import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.Surroundings;
import io.sandglass.sandbox.capability.RecordedCall;
import io.sandglass.sandbox.capability.RecordedCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to run a guest again and to compare.
 *
 * @param module digest of the module's bytes, 64 hexadecimal digits
 * @param args its command line
 * @param stdin what it read
 * @param limits the caps it ran under
 * @param abi how it was talked to
 * @param surroundings its files, and the world that is the same each time, if it was in one
 * @param calls what its host answered beyond WASI
 * @param sources what it could have read that is another thing each time: names of imports
 * @param trace what came of it
 */
public record Recording(
        String module,
        List<String> args,
        String stdin,
        SandboxLimits limits,
        Abi abi,
        Surroundings surroundings,
        List<RecordedCall> calls,
        List<String> sources,
        Trace trace) {
    private static final int FORMAT = 1;

    /** Ends that follow from module, input and caps alone; of the others there is nothing to compare. */
    private static final Set<Outcome> REPEATABLE = Set.of(
            Outcome.OK,
            Outcome.EXIT_NONZERO,
            Outcome.TRAP,
            Outcome.FUEL_EXHAUSTED,
            Outcome.STACK_LIMIT,
            Outcome.OUTPUT_LIMIT,
            Outcome.HOST_CALL_DENIED,
            Outcome.HOST_CALL_LIMIT);

    /** Kinds of faults by which a run ended at its own caps of memory; at those of the host another may not. */
    private static final Set<String> OWN_CAPS = Set.of("memory-limit", "table-limit");

    public Recording {
        args = List.copyOf(args);
        calls = List.copyOf(calls);
        sources = List.copyOf(sources);
    }

    /** Empty if the run had no end that another would have too. */
    static Optional<Recording> of(SandboxModule module, Invocation call, SandboxResult run, RecordedCalls calls) {
        return isRepeatable(run) && calls.isComplete()
                ? Optional.of(new Recording(
                        module.sha256(),
                        call.args(),
                        new String(call.stdin(), StandardCharsets.UTF_8),
                        call.limits(),
                        call.abi(),
                        call.surroundings(),
                        calls.calls(),
                        Sources.of(module, call.surroundings()),
                        Trace.of(run)))
                : Optional.empty();
    }

    private static boolean isRepeatable(SandboxResult run) {
        return REPEATABLE.contains(run.outcome())
                || run.outcome() == Outcome.MEMORY_LIMIT
                        && run.fault()
                                .map(Fault::kind)
                                .filter(OWN_CAPS::contains)
                                .isPresent();
    }

    /**
     * Reads what {@link #payload()} wrote.
     *
     * @throws IllegalArgumentException if it is none, or one of a newer program; the message says so
     */
    public static Recording read(Payload payload) {
        Map<String, @Nullable Object> fields = payload.object();
        if (number(fields, "format") != FORMAT) {
            throw new IllegalArgumentException("the recording is of a newer program; replay it with that");
        }
        return new Recording(
                text(fields, "module"),
                texts(fields, "args"),
                text(fields, "stdin"),
                limits(object(fields, "limits")).withFiles(Environs.caps(object(fields, "around"))),
                Dialogue.abi(object(fields, "abi")),
                Environs.surroundings(object(fields, "around")),
                Dialogue.calls(fields.get("calls")),
                texts(fields, "sources"),
                new Trace(object(fields, "trace").entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> String.valueOf(entry.getValue()),
                                (one, other) -> other,
                                LinkedHashMap::new))));
    }

    /** For history. */
    Payload payload() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("format", FORMAT);
        fields.put("module", module);
        fields.put("args", args);
        fields.put("stdin", stdin);
        fields.put("limits", caps());
        fields.put("abi", Dialogue.payload(abi));
        fields.put("around", Environs.payload(surroundings, limits.files()));
        fields.put("calls", Dialogue.payload(calls));
        fields.put("sources", sources);
        fields.put("trace", trace.values());
        return Payload.of(fields);
    }

    private Map<String, Long> caps() {
        return Map.of(
                "fuel", limits.fuelUnits(),
                "memory", limits.memoryBytes(),
                "wallMillis", limits.wall().toMillis(),
                "stdin", limits.stdinBytes(),
                "stdout", limits.stdoutBytes(),
                "stderr", limits.stderrBytes(),
                "stack", (long) limits.stackUnits());
    }

    private static SandboxLimits limits(Map<String, @Nullable Object> caps) {
        return SandboxLimits.DEFAULTS
                .withFuelUnits(number(caps, "fuel"))
                .withMemoryBytes(number(caps, "memory"))
                .withWall(Duration.ofMillis(Math.max(1, number(caps, "wallMillis"))))
                .withStreams(number(caps, "stdin"), number(caps, "stdout"), number(caps, "stderr"))
                .withStackUnits((int) number(caps, "stack"));
    }

    private static String text(Map<String, @Nullable Object> fields, String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("the recording lacks its text '" + name + "'");
    }

    private static long number(Map<String, @Nullable Object> fields, String name) {
        if (fields.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("the recording lacks its number '" + name + "'");
    }

    private static List<String> texts(Map<String, @Nullable Object> fields, String name) {
        if (fields.get(name) instanceof List<?> items) {
            return items.stream().map(String::valueOf).toList();
        }
        throw new IllegalArgumentException("the recording lacks its list '" + name + "'");
    }

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> fields, String name) {
        return Payload.of(fields.get(name)).object();
    }
}
