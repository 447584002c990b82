package io.sandglass.sandbox.capability;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as a guest wrote it: nothing of it was checked.
 *
 * @param method such as GET
 * @param url where to
 * @param headers names as written
 * @param body not copied; empty for none
 */
public record HttpRequest(String method, String url, Map<String, String> headers, byte[] body) {
    public HttpRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }
}
