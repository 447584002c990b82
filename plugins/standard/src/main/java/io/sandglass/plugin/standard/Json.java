package io.sandglass.plugin.standard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sandglass.plugin.Payload;
import org.jspecify.annotations.Nullable;

/** Payloads as JSON text. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    /** A text as it is, anything else as JSON. */
    static String text(@Nullable Object value) {
        return value instanceof String text ? text : write(Payload.of(value));
    }

    static String write(Payload payload) {
        try {
            return MAPPER.writeValueAsString(payload.value());
        } catch (JsonProcessingException impossible) { // a payload is JSON by construction
            throw new AssertionError(impossible);
        }
    }
}
