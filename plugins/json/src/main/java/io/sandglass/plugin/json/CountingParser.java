package io.sandglass.plugin.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Stops at the first value that is too many, before anything is made of it. For one thread. */
final class CountingParser extends JsonParserDelegate {
    private final long most;
    private long values;

    CountingParser(JsonParser parser, long most) {
        super(parser);
        this.most = most;
    }

    /** All that moves on within a text leads here. */
    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        if (token != null && (token.isStructStart() || token.isScalarValue()) && ++values > most) {
            throw new TooManyValues(most);
        }
        return token;
    }
}
