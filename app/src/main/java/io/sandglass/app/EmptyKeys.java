package io.sandglass.app;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * Refuses settings that stand there without a value, as a list does whose items were all commented out: the default may be
 * wider than anything that ever stood there.
 */
final class EmptyKeys {
    private EmptyKeys() {}

    /** @throws JsonProcessingException at the first one */
    static void refuse(ObjectMapper mapper, String text) throws JsonProcessingException {
        try (JsonParser parser = mapper.createParser(text)) {
            refuse(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new AssertionError("a text in memory is read", e);
        }
    }

    private static void refuse(JsonParser parser) throws IOException {
        JsonLocation key = JsonLocation.NA;
        JsonToken before = null;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token == JsonToken.FIELD_NAME) {
                key = parser.currentTokenLocation();
            } else if (token == JsonToken.VALUE_NULL && before == JsonToken.FIELD_NAME) {
                throw new JsonMappingException(parser, words(parser), key);
            }
            before = token;
        }
    }

    private static String words(JsonParser parser) {
        String path = parser.getParsingContext().pathAsPointer().toString().substring(1);
        return "'" + path.replace('/', '.')
                + "' has no value; write one, [] for an empty list, or take the key out as well and its default holds";
    }
}
