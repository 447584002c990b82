package io.sandglass.plugin.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status 200 to 599
 * @param headers names in lower case; values of a repeated header are joined by commas
 * @param body not copied
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    /** It is larger than it may be. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1;

        TooLarge(String message) {
            super(message);
        }

        static TooLarge body(long maxBody) {
            return new TooLarge("the answer's body is larger than " + maxBody + " bytes");
        }
    }

    /** @param name in lower case */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
