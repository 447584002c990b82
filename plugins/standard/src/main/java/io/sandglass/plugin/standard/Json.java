package io.sandglass.plugin.standard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sandglass.plugin.Payload;

/** Payloads as JSON text. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private Json() {}

    static String write(Payload payload) {
        try {
            return MAPPER.writeValueAsString(payload.value());
        } catch (JsonProcessingException impossible) { // a payload is JSON by construction
            throw new AssertionError(impossible);
        }
    }
}
