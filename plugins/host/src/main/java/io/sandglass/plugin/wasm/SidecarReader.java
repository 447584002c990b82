package io.sandglass.plugin.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.Quantity;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** Reads a sidecar strictly and reports all its problems at once. Used by one thread. */
final class SidecarReader {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Limits UNLIMITED = new Limits(
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Duration.ofNanos(Long.MAX_VALUE),
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            Long.MAX_VALUE);

    private final List<String> problems = new ArrayList<>();

    private SidecarReader() {}

    /** @throws InvalidWasmPlugin naming every problem of the text */
    static Sidecar read(String fileName, String yaml) throws InvalidWasmPlugin {
        SidecarReader reader = new SidecarReader();
        Sidecar sidecar = reader.sidecar(fileName, yaml);
        if (!reader.problems.isEmpty()) {
            throw new InvalidWasmPlugin(fileName + ": " + String.join("; ", reader.problems));
        }
        return sidecar;
    }

    private Sidecar sidecar(String fileName, String yaml) throws InvalidWasmPlugin {
        StrictObject root = new StrictObject(parse(fileName, yaml), "", problems)
                .allowing("name", "version", "description", "config", "limits", "abi", "files", "entry");
        Optional<StrictObject> limits = root.object("limits").map(given -> given.allowing("default", "max"));
        boolean files = root.bool("files").orElse(root.any("config").isEmpty());
        return new Sidecar(
                root.text("name"),
                root.text("version"),
                root.text("description").orElse(""),
                abi(root),
                files,
                config(root, files),
                limits.flatMap(given -> given.object("default")).map(given -> limits(given, Limits.DEFAULT)),
                limits.flatMap(given -> given.object("max")).map(given -> limits(given, UNLIMITED)));
    }

    private Optional<Map<String, ConfigField>> config(StrictObject root, boolean files) {
        Optional<Map<String, ConfigField>> fields = root.object("config").map(this::fields);
        fields.filter(declared -> files).ifPresent(declared -> {
            if (declared.putIfAbsent(NodeFiles.FIELD, NodeFiles.CONFIG) != null) {
                problems.add("config.files is another thing than files: true; leave out one of them");
            }
        });
        return fields;
    }

    private GuestAbi abi(StrictObject root) {
        List<String> known = List.of(GuestAbi.COMMAND, GuestAbi.EXTISM);
        Optional<String> abi = root.read(
                "abi", "one of " + known, value -> Optional.of(value.asText()).filter(known::contains));
        Optional<String> entry = root.text("entry");
        boolean plugin = abi.filter(GuestAbi.EXTISM::equals).isPresent();
        if (plugin && entry.isEmpty()) {
            problems.add("entry is missing: name the exported function that is called, as abi: extism needs it");
        }
        if (!plugin && entry.isPresent()) {
            problems.add("entry is for abi: extism; a WASI command begins at _start");
        }
        return new GuestAbi(plugin ? entry : Optional.empty());
    }

    private static JsonNode parse(String fileName, String yaml) throws InvalidWasmPlugin {
        try {
            JsonNode root = YAML.readTree(yaml);
            if (!root.isObject()) {
                throw new InvalidWasmPlugin(fileName + " must be an object of fields such as name and version");
            }
            return root;
        } catch (JsonProcessingException malformed) {
            throw new InvalidWasmPlugin(fileName + " is no YAML: " + malformed.getOriginalMessage());
        }
    }

    private Map<String, ConfigField> fields(StrictObject config) {
        Map<String, ConfigField> fields = new LinkedHashMap<>();
        for (String name : config.fields()) {
            config.object(name).map(this::field).ifPresent(field -> fields.put(name, field));
        }
        return fields;
    }

    private ConfigField field(StrictObject field) {
        field.allowing("type", "required", "default", "description");
        return new ConfigField(
                field.read("type", "one of " + typeNames(), type -> configType(type.asText()))
                        .orElse(ConfigType.ANY),
                field.bool("required").orElse(false),
                field.read("default", "a value that fits into JSON", SidecarReader::payload),
                field.text("description").orElse(""));
    }

    private static Optional<Payload> payload(JsonNode value) {
        try {
            return Optional.of(Payload.of(YAML.convertValue(value, Object.class)));
        } catch (IllegalArgumentException infiniteOrTooDeep) {
            return Optional.empty();
        }
    }

    private static Optional<ConfigType> configType(String name) {
        return Arrays.stream(ConfigType.values())
                .filter(type -> lowerCase(type).equals(name))
                .findFirst();
    }

    private static List<String> typeNames() {
        return Arrays.stream(ConfigType.values()).map(SidecarReader::lowerCase).toList();
    }

    private static String lowerCase(ConfigType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static Limits limits(StrictObject limits, Limits otherwise) {
        limits.allowing("fuel", "memory", "wall", "input", "output", "log", "scratch", "values");
        return new Limits(
                count(limits, "fuel", "50M").orElse(otherwise.fuelUnits()),
                size(limits, "memory").orElse(otherwise.memoryBytes()),
                limits.read("wall", "a positive ISO-8601 duration such as PT10S", SidecarReader::duration)
                        .orElse(otherwise.wall()),
                size(limits, "input").orElse(otherwise.inputBytes()),
                size(limits, "output").orElse(otherwise.outputBytes()),
                size(limits, "log").orElse(otherwise.logBytes()),
                size(limits, "scratch").orElse(otherwise.scratchBytes()),
                count(limits, "values", "500k").orElse(otherwise.values()));
    }

    private static Optional<Long> count(StrictObject limits, String field, String example) {
        return limits.read(field, "a positive count such as " + example, value -> amount(value, Quantity::count));
    }

    private static Optional<Long> size(StrictObject limits, String field) {
        return limits.read(field, "a positive size such as 64MiB", value -> amount(value, Quantity::size));
    }

    private static Optional<Long> amount(JsonNode value, Function<String, OptionalLong> reading) {
        OptionalLong amount =
                value.isTextual() || value.isIntegralNumber() ? reading.apply(value.asText()) : OptionalLong.empty();
        return amount.isPresent() ? Optional.of(amount.getAsLong()) : Optional.empty();
    }

    private static Optional<Duration> duration(JsonNode value) {
        try {
            return Optional.of(Duration.parse(value.asText()))
                    .filter(wall -> wall.compareTo(UNLIMITED.wall()) <= 0 && !wall.isNegative() && !wall.isZero());
        } catch (DateTimeParseException malformed) {
            return Optional.empty();
        }
    }
}
