package io.sandglass.plugin.standard;

import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answered.
 *
 * @param headers names in lower case; values of a repeated header are joined by commas
 */
record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:+-]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern JSON = Pattern.compile("application/([\\w.+-]+\\+)?json( *;.*)?");

    /** It is larger than it may be. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(String message) {
            super(message);
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The output of the node: the body is parsed if it says it is JSON and is; else it is text. */
    NodeResult result() {
        String type = header("content-type").orElse("").toLowerCase(Locale.ROOT);
        String text = new String(body, charset(type));
        Payload content = Payload.of(text);
        if (JSON.matcher(type).matches()) {
            content = Json.read(text).orElse(content);
        }
        return NodeResult.completed(Payload.of(Map.of("status", status, "headers", headers, "body", content)));
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }
}
