package io.sandglass.plugin.wasm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.json.BoundedJson;
import io.sandglass.plugin.json.TooManyValues;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a guest reads from its standard input and writes to its standard output. */
final class GuestJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private GuestJson() {}

    static byte[] request(NodeConfig config, NodeContext context) {
        Map<String, @Nullable Object> about = new LinkedHashMap<>();
        about.put("runId", context.runId());
        about.put("nodeId", context.nodeId());
        about.put("attempt", NodeSurroundings.attempt(context));
        about.put("deadlineMs", NodeSurroundings.deadline(context).toEpochMilli());
        about.put("idempotencyKey", context.idempotencyKey());
        Map<String, @Nullable Object> request = new LinkedHashMap<>();
        request.put("input", config.values().value());
        request.put("config", Map.of());
        request.put("context", about);
        return write(request);
    }

    /** As JSON. */
    static byte[] bytes(Payload value) {
        return write(value.value());
    }

    private static byte[] write(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException impossible) { // a payload is JSON by construction
            throw new AssertionError(impossible);
        }
    }

    /**
     * An empty object if there is nothing but white space.
     *
     * @param values the most there may be in it
     * @throws TooManyValues if there are more
     * @throws IOException if it is not exactly one JSON value
     */
    static Payload answer(byte[] stdout, long values) throws IOException {
        return isBlank(stdout) ? Payload.EMPTY : BoundedJson.STRICT.read(stdout, values);
    }

    private static boolean isBlank(byte[] text) {
        for (byte character : text) {
            if (character != ' ' && character != '\n' && character != '\r' && character != '\t') {
                return false;
            }
        }
        return true;
    }
}
