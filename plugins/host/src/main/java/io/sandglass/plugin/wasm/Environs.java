package io.sandglass.plugin.wasm;

import io.sandglass.plugin.Payload;
import io.sandglass.sandbox.FileLimits;
import io.sandglass.sandbox.Surroundings;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a guest found around itself, as JSON: its files, and the world that is the same each time, if it was in one. */
final class Environs {
    private Environs() {}

    static Payload payload(Surroundings around, FileLimits caps) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        Map<String, String> files = new LinkedHashMap<>();
        around.inputs()
                .forEach((path, content) -> files.put(path, Base64.getEncoder().encodeToString(content)));
        fields.put("files", files);
        around.strict().ifPresent(world -> {
            fields.put("start", world.start().toString());
            fields.put("seed", world.seed());
        });
        fields.put("scratchBytes", caps.scratchBytes());
        fields.put("scratchFiles", caps.scratchFiles());
        fields.put("open", caps.open());
        return Payload.of(fields);
    }

    /** @throws IllegalArgumentException if it makes no sense */
    static Surroundings surroundings(Map<String, @Nullable Object> fields) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        Payload.of(fields.get("files"))
                .object()
                .forEach((path, content) -> files.put(path, Base64.getDecoder().decode(String.valueOf(content))));
        Surroundings around = Surroundings.NONE.withInputs(files);
        return world(fields).map(around::strictly).orElse(around);
    }

    private static Optional<Surroundings.Strict> world(Map<String, @Nullable Object> fields) {
        return fields.get("start") instanceof String start && fields.get("seed") instanceof String seed
                ? Optional.of(new Surroundings.Strict(Instant.parse(start), seed))
                : Optional.empty();
    }

    static FileLimits caps(Map<String, @Nullable Object> fields) {
        return new FileLimits(
                number(fields, "scratchBytes"), (int) number(fields, "scratchFiles"), (int) number(fields, "open"));
    }

    private static long number(Map<String, @Nullable Object> fields, String name) {
        return fields.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
