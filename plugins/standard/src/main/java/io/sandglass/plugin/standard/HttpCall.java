package io.sandglass.plugin.standard;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.Payload;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to send, and what answer to expect.
 *
 * @param method in capitals
 * @param url absolute, without user info and fragment
 * @param headers names in lower case
 * @param body empty for none
 * @param timeout for everything
 * @param expected status codes that are fine; empty for 200 to 299
 */
record HttpCall(
        String method, URI url, Map<String, String> headers, byte[] body, Duration timeout, Set<Integer> expected) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "accept-encoding", "expect", "upgrade");
    /** Headers that no one keeps secrets in. */
    private static final Set<String> HARMLESS = Set.of("user-agent", "accept", "content-type");

    /** @throws IllegalArgumentException if it cannot be sent; the message says what to change */
    static HttpCall of(NodeConfig config) {
        Map<String, String> headers = headers(config);
        byte[] body = body(config, headers);
        Duration timeout = config.duration("timeout");
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("with.timeout must be positive, but is " + timeout);
        }
        String method = config.string("method").toUpperCase(Locale.ROOT);
        if (!TOKEN.matcher(method).matches() || method.equals("CONNECT") || method.equals("TRACE")) {
            throw new IllegalArgumentException("with.method cannot be " + method + "; use one such as GET or POST");
        }
        return new HttpCall(method, url(config), headers, body, timeout, expected(config));
    }

    /** Whether the answer is what the workflow wants. */
    boolean expects(int status) {
        return expected.isEmpty() ? status >= 200 && status <= 299 : expected.contains(status);
    }

    /**
     * What a redirect asks for: the same elsewhere, or a plain GET; without any headers that may hold credentials if it
     * leaves the origin.
     *
     * @throws IllegalArgumentException if the target is no URL, or one without TLS that is asked for over TLS
     */
    HttpCall redirected(int status, String location) {
        URI target = requireUrl(url.resolve(parse(location)));
        if (isTls() && !target.getScheme().equalsIgnoreCase("https")) {
            throw new IllegalArgumentException("from https to http, where anyone can listen");
        }
        boolean sameOrigin = origin(target).equals(origin(url));
        boolean get =
                status == 303 && !method.equals("HEAD") || (status == 301 || status == 302) && method.equals("POST");
        Map<String, String> kept = new LinkedHashMap<>(headers);
        if (!sameOrigin) {
            kept.keySet().retainAll(HARMLESS);
        }
        if (get) {
            kept.remove("content-type");
        }
        return new HttpCall(get ? "GET" : method, target, kept, get ? new byte[0] : body, timeout, expected);
    }

    /** The URL for messages: without its query, which may hold secrets. */
    String place() {
        return method + " " + origin(url) + url.getRawPath();
    }

    String host() {
        String host = url.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    int port() {
        return url.getPort() >= 0 ? url.getPort() : isTls() ? 443 : 80;
    }

    boolean isTls() {
        return url.getScheme().equalsIgnoreCase("https");
    }

    private static String origin(URI url) {
        return url.getScheme().toLowerCase(Locale.ROOT) + "://" + url.getRawAuthority();
    }

    private static URI url(NodeConfig config) {
        URI url = requireUrl(parse(config.string("url")));
        if (!config.has("query")) {
            return url;
        }
        List<String> pairs = new ArrayList<>();
        config.object("query").forEach((name, value) -> addPairs(name, value, pairs));
        String text = url.toString();
        String joint = url.getRawQuery() == null ? "?" : "&";
        return pairs.isEmpty() ? url : parse(text + joint + String.join("&", pairs));
    }

    private static URI parse(String text) {
        try {
            int fragment = text.indexOf('#');
            return new URI(fragment < 0 ? text : text.substring(0, fragment));
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("with.url is no URL: " + malformed.getReason(), malformed);
        }
    }

    private static URI requireUrl(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("only http and https can be called, but the scheme is " + scheme);
        }
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "a URL needs a host name and no user name; send credentials in the header Authorization");
        }
        return url;
    }

    private static void addPairs(String name, @Nullable Object value, List<String> pairs) {
        if (value instanceof List<?> values) {
            values.forEach(one -> addPairs(name, one, pairs));
        } else {
            pairs.add(encode(name) + "=" + encode(text(value)));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> headers(NodeConfig config) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("user-agent", "sandglass");
        headers.put("accept", "*/*");
        if (config.has("headers")) {
            config.object("headers").forEach((name, value) -> addHeader(name, text(value), headers));
        }
        return headers;
    }

    private static void addHeader(String name, String value, Map<String, String> headers) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lowerCase)) {
            throw new IllegalArgumentException("with.headers cannot set " + name + ", which is set for you");
        }
        if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "with.headers: the header '" + name + "' has characters that HTTP forbids");
        }
        headers.put(lowerCase, value);
    }

    private static byte[] body(NodeConfig config, Map<String, String> headers) {
        if (!config.has("body")) {
            return new byte[0];
        }
        boolean isText = config.any("body").value() instanceof String;
        headers.putIfAbsent("content-type", isText ? "text/plain; charset=utf-8" : "application/json");
        return text(config.any("body").value()).getBytes(StandardCharsets.UTF_8);
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

    private static String text(@Nullable Object value) {
        return value instanceof String text ? text : Json.write(Payload.of(value));
    }
}
