package io.sandglass.plugin.standard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sandglass.plugin.Payload;
import java.util.Optional;

/** Payloads as JSON text and back. */
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

    /** Empty if the text is no JSON, or nested too deeply for a payload. */
    static Optional<Payload> read(String text) {
        try {
            return Optional.of(Payload.of(MAPPER.readValue(text, Object.class)));
        } catch (JsonProcessingException | IllegalArgumentException noJson) {
            return Optional.empty();
        }
    }
}
