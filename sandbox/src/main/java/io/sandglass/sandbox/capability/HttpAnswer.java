package io.sandglass.sandbox.capability;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a server answered.
 *
 * @param status 100 to 599
 * @param headers names in lower case
 * @param body not copied
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {
    public HttpAnswer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
