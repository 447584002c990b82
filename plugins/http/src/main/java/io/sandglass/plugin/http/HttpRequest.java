package io.sandglass.plugin.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What to send.
 *
 * @param method in capitals
 * @param url absolute, without user info and fragment
 * @param headers names in lower case
 * @param body empty for none; not copied
 */
public record HttpRequest(String method, URI url, Map<String, String> headers, byte[] body) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7E\\x80-\\xFF]*");
    private static final Pattern LOOKS_LIKE_A_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0[xX][0-9A-Fa-f]*)\\.?");
    private static final Pattern PLAIN_IPV4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
    private static final int MOST_PORT = 65_535;
    private static final Set<String> OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "accept-encoding", "expect", "upgrade");
    /** Headers that no one keeps secrets in. */
    private static final Set<String> HARMLESS = Set.of("user-agent", "accept", "content-type");

    public HttpRequest {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /**
     * Checks what somebody wrote; {@code user-agent} and {@code accept} are added where they are left out.
     *
     * @param method in any case
     * @param headers names in any case
     * @throws IllegalArgumentException if it cannot be sent; the message begins with the part to change
     */
    public static HttpRequest of(String method, String url, Map<String, String> headers, byte[] body) {
        String capitals = method.toUpperCase(Locale.ROOT);
        if (!TOKEN.matcher(capitals).matches() || capitals.equals("CONNECT") || capitals.equals("TRACE")) {
            throw new IllegalArgumentException("method cannot be " + capitals + "; use one such as GET or POST");
        }
        Map<String, String> all = new LinkedHashMap<>();
        all.put("user-agent", "sandglass");
        all.put("accept", "*/*");
        headers.forEach((name, value) -> addHeader(name, value, all));
        return new HttpRequest(capitals, requireUrl(parse(url)), all, body);
    }

    private static void addHeader(String name, String value, Map<String, String> headers) {
        String lowerCase = name.toLowerCase(Locale.ROOT);
        if (OURS.contains(lowerCase)) {
            throw new IllegalArgumentException("headers cannot set " + name + ", which is set for you");
        }
        if (!TOKEN.matcher(name).matches() || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("headers: the header '" + name + "' has characters that HTTP forbids");
        }
        headers.put(lowerCase, value);
    }

    /** The same with one more header, unless there is one of that name. */
    public HttpRequest withDefaultHeader(String lowerCaseName, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putIfAbsent(lowerCaseName, value);
        return new HttpRequest(method, url, all, body);
    }

    /**
     * What a redirect asks for: the same elsewhere, or a plain GET; without any headers that may hold credentials if it
     * leaves the origin.
     *
     * @throws IllegalArgumentException if the target is no URL, or one without TLS that is asked for over TLS
     */
    HttpRequest redirected(int status, String location) {
        URI target = requireUrl(resolve(parse(location)));
        if (isTls() && !target.getScheme().equalsIgnoreCase("https")) {
            throw new IllegalArgumentException("from https to http, where anyone can listen");
        }
        boolean sameOrigin = origin(target).equals(origin(url));
        boolean get =
                status == 303 && !method.equals("HEAD") || (status == 301 || status == 302) && method.equals("POST");
        Map<String, String> kept = new LinkedHashMap<>(headers);
        if (!sameOrigin && !get && body.length > 0) {
            throw new IllegalArgumentException("to another origin with a body, which may hold secrets; call it there");
        }
        if (!sameOrigin) {
            kept.keySet().retainAll(HARMLESS);
        }
        if (get) {
            kept.remove("content-type");
        }
        return new HttpRequest(get ? "GET" : method, target, kept, get ? new byte[0] : body);
    }

    /** A reference of nothing but a query keeps the path, which Java's own resolution, older than that rule, does not. */
    private URI resolve(URI reference) {
        boolean onlyQuery = !reference.isAbsolute()
                && reference.getRawAuthority() == null
                && reference.getRawPath().isEmpty()
                && reference.getRawQuery() != null;
        return onlyQuery
                ? parse(origin(url) + url.getRawPath() + "?" + reference.getRawQuery())
                : url.resolve(reference);
    }

    /** The URL for messages: without its query, which may hold secrets. */
    public String place() {
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

    private static URI parse(String text) {
        try {
            int fragment = text.indexOf('#');
            URI url = new URI(fragment < 0 ? text : text.substring(0, fragment));
            return new URI(url.toASCIIString());
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException("url is no URL: " + malformed.getReason(), malformed);
        }
    }

    private static URI requireUrl(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("url: only http and https can be called, but the scheme is " + scheme);
        }
        requireUnambiguous(url);
        if (url.getPort() > MOST_PORT) {
            throw new IllegalArgumentException("url: there is no port " + url.getPort() + ", the last is " + MOST_PORT);
        }
        if (url.getHost() == null || url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "url: a URL needs a host name and no user name; send credentials in the header Authorization");
        }
        return url;
    }

    static boolean isIpv4(String host) {
        return PLAIN_IPV4.matcher(host).matches();
    }

    /** Numbers that some programs read as an address and others as a name: decimal, octal, hexadecimal, shortened. */
    private static void requireUnambiguous(URI url) {
        String authority = String.valueOf(url.getRawAuthority());
        String host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "");
        boolean bracketed = host.startsWith("[");
        if (!bracketed && LOOKS_LIKE_A_NUMBER.matcher(host).matches() && !isIpv4(host)) {
            throw new IllegalArgumentException("url: the address '" + host
                    + "' is written in a form that may mean another one; write it as four decimal numbers");
        }
    }
}
