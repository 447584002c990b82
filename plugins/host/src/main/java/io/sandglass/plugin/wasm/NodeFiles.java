package io.sandglass.plugin.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.Payload;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The files of a node: what its {@code with.files} puts under {@code /in}, and what is put out of {@code /scratch}.
 *
 * <p>Text stands as it is, bytes that are no text as {@code {"base64": "..."}}; any other value becomes a file of JSON.
 */
final class NodeFiles {
    /** The key of {@code with} and of the output. */
    static final String FIELD = "files";

    /** What a module with fields of its own takes beside them. */
    static final ConfigField CONFIG = ConfigType.OBJECT.optional().describedAs("The files under /in, by path.");

    private static final String BASE64 = "base64";
    private static final ObjectMapper JSON = new ObjectMapper();

    private NodeFiles() {}

    /**
     * The files that are given, by path; none if {@code files} is no object.
     *
     * @throws IllegalArgumentException if the content of one is no Base64; it says which
     */
    static SortedMap<String, byte[]> given(NodeConfig config) {
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (config.any(FIELD).value() instanceof Map<?, ?>) {
            config.object(FIELD).forEach((path, value) -> files.put(path, content(path, value)));
        }
        return files;
    }

    /** What is left for the standard input. */
    static NodeConfig rest(NodeConfig config) {
        if (!(config.any(FIELD).value() instanceof Map<?, ?>)) {
            return config;
        }
        Map<String, @Nullable Object> rest = new LinkedHashMap<>(config.values().object());
        rest.remove(FIELD);
        return new NodeConfig(Payload.of(rest));
    }

    private static byte[] content(String path, @Nullable Object value) {
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        if (value instanceof Map<?, ?> map && map.size() == 1 && map.get(BASE64) instanceof String encoded) {
            return decode(path, encoded);
        }
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) { // a payload is JSON by construction
            throw new AssertionError(impossible);
        }
    }

    private static byte[] decode(String path, String encoded) {
        try {
            return Base64.getDecoder().decode(encoded);
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "the base64 of '" + path + "' cannot be read: " + malformed.getMessage(), malformed);
        }
    }

    /**
     * The output with the files that the guest left.
     *
     * @throws IOException if the output has no room for them; the message says why
     */
    static Payload with(Payload output, SortedMap<String, byte[]> left) throws IOException {
        if (left.isEmpty()) {
            return output;
        }
        if (!(output.value() instanceof Map<?, ?>)) {
            throw new IOException(
                    "it must be an object, because what was left under /scratch is added to it as 'files'");
        }
        Map<String, @Nullable Object> all = new LinkedHashMap<>(output.object());
        if (all.containsKey(FIELD)) {
            throw new IOException(
                    "it must have no 'files' of its own, because what was left under /scratch is added to it");
        }
        Map<String, Object> files = new LinkedHashMap<>();
        left.forEach((path, content) -> files.put(path, shown(content)));
        all.put(FIELD, files);
        return Payload.of(all);
    }

    private static Object shown(byte[] content) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException binary) {
            return Collections.singletonMap(BASE64, Base64.getEncoder().encodeToString(content));
        }
    }
}
