package io.sandglass.plugin.standard;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.http.HttpRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What to send, and what answer to expect.
 *
 * @param timeout for everything
 * @param expected status codes that are fine; empty for 200 to 299
 */
record HttpCall(HttpRequest request, Duration timeout, Set<Integer> expected) {
    /** @throws IllegalArgumentException if it cannot be sent; the message says what to change */
    static HttpCall of(NodeConfig config) {
        Duration timeout = config.duration("timeout");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("with.timeout must be positive, but is " + timeout);
        }
        return new HttpCall(request(config), timeout, expected(config));
    }

    private static HttpRequest request(NodeConfig config) {
        byte[] body = config.has("body")
                ? Json.text(config.any("body").value()).getBytes(StandardCharsets.UTF_8)
                : new byte[0];
        try {
            HttpRequest request = HttpRequest.of(config.string("method"), url(config), headers(config), body);
            return config.has("body") ? request.withDefaultHeader("content-type", bodyType(config)) : request;
        } catch (IllegalArgumentException nonsense) {
            throw new IllegalArgumentException("with." + nonsense.getMessage(), nonsense);
        }
    }

    /** Whether the answer is what the workflow wants. */
    boolean expects(int status) {
        return expected.isEmpty() ? status >= 200 && status <= 299 : expected.contains(status);
    }

    private static String url(NodeConfig config) {
        String text = config.string("url");
        int fragment = text.indexOf('#');
        String url = fragment < 0 ? text : text.substring(0, fragment);
        List<String> pairs = new ArrayList<>();
        if (config.has("query")) {
            config.object("query").forEach((name, value) -> addPairs(name, value, pairs));
        }
        String joint = url.indexOf('?') < 0 ? "?" : "&";
        return pairs.isEmpty() ? url : url + joint + String.join("&", pairs);
    }

    private static void addPairs(String name, @Nullable Object value, List<String> pairs) {
        if (value instanceof List<?> values) {
            values.forEach(one -> addPairs(name, one, pairs));
        } else {
            pairs.add(encode(name) + "=" + encode(Json.text(value)));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> headers(NodeConfig config) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (config.has("headers")) {
            config.object("headers").forEach((name, value) -> headers.put(name, Json.text(value)));
        }
        return headers;
    }

    private static String bodyType(NodeConfig config) {
        boolean isText = config.any("body").value() instanceof String;
        return isText ? "text/plain; charset=utf-8" : "application/json";
    }

    private static Set<Integer> expected(NodeConfig config) {
        Set<Integer> codes = new HashSet<>();
        if (config.has("expect")) {
            for (Object code : config.list("expect")) {
                if (!(code instanceof Number number)) {
                    throw new IllegalArgumentException("with.expect must list status codes, but has " + code);
                }
                codes.add(number.intValue());
            }
        }
        return codes;
    }
}
