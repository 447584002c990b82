package io.sandglass.plugin.wasm;

import io.sandglass.sandbox.SandboxResult;
import io.sandglass.sandbox.Usage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of a guest came to, bit for bit: its end, its fuel, digests of what it wrote.
 *
 * @param values by name, in the order in which they are shown
 */
public record Trace(Map<String, String> values) {
    private static final String SCHEDULE = "fuelSchedule";

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
        values.put(SCHEDULE, Integer.toString(usage.fuelSchedule()));
        values.put("fuelUnits", Long.toString(usage.fuelUnits()));
        values.put("peakMemoryBytes", Long.toString(usage.peakMemoryBytes()));
        values.put("hostCalls", Long.toString(usage.hostCalls()));
        values.put("stdinBytes", Long.toString(usage.stdinBytes()));
        values.put("stdoutSha256", Digests.hex(run.stdout()));
        values.put("stderrSha256", Digests.hex(run.stderr()));
        values.put("filesSha256", files(run.scratchFiles()));
        return new Trace(values);
    }

    /** Which price list its fuel follows. @throws IllegalArgumentException if it does not say */
    int fuelSchedule() {
        try {
            return Integer.parseInt(values.getOrDefault(SCHEDULE, ""));
        } catch (NumberFormatException damaged) {
            throw new IllegalArgumentException(
                    "the recording does not say under which fuel schedule it was made", damaged);
        }
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

    /** Of all paths and contents, each after its length. */
    private static String files(Map<String, byte[]> files) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        files.forEach((path, content) -> {
            byte[] name = path.getBytes(StandardCharsets.UTF_8);
            all.writeBytes(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(name.length)
                    .putInt(content.length)
                    .array());
            all.writeBytes(name);
            all.writeBytes(content);
        });
        return Digests.hex(all.toByteArray());
    }
}
