package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.Usage;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of a guest came to, bit for bit: its end, its fuel, digests of what it wrote.
 *
 * @param values by name, in the order in which they are shown
 */
public record Trace(Map<String, String> values) {
    /** What of two traces is not the same. */
    public record Difference(String name, String recorded, String replayed) {}

    public Trace {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static Trace of(SandboxResult run) {
        Usage usage = run.usage();
        Map<String, String> values = new LinkedHashMap<>();
        values.put("outcome", run.outcome().name());
        values.put("exitCode", Integer.toUnsignedString(run.exitCode()));
        values.put("fuelSchedule", Integer.toString(usage.fuelSchedule()));
        values.put("fuelUnits", Long.toString(usage.fuelUnits()));
        values.put("peakMemoryBytes", Long.toString(usage.peakMemoryBytes()));
        values.put("hostCalls", Long.toString(usage.hostCalls()));
        values.put("stdinBytes", Long.toString(usage.stdinBytes()));
        values.put("stdoutSha256", sha256(run.stdout()));
        values.put("stderrSha256", sha256(run.stderr()));
        return new Trace(values);
    }

    /** What both tell, and tell otherwise. */
    public List<Difference> differences(Trace replayed) {
        List<Difference> found = new ArrayList<>();
        values.forEach((name, recorded) -> {
            String other = replayed.values.get(name);
            if (other != null && !other.equals(recorded)) {
                found.add(new Difference(name, recorded, other));
            }
        });
        return found;
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) { // every Java platform has it
            throw new AssertionError(impossible);
        }
    }
}
