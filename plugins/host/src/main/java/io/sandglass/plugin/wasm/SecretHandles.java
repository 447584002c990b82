package io.sandglass.plugin.wasm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.plugin.Redactor;
import io.sandglass.sandbox.capability.HttpRequest;
import io.sandglass.sandbox.capability.Secrets;
import java.net.URLEncoder;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Handles of the secrets of one attempt. A handle means nothing in another attempt, and nobody can guess one: what a guest
 * passes on for others does not name a secret by chance. Belongs to the guest's thread.
 */
final class SecretHandles implements Secrets {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PREFIX = "sgsecret";
    private static final int BYTES = 16;
    /** Bytes that secrets may add to one request. */
    private static final long MOST_ADDED = 1 << 20;

    private final Set<String> granted;
    private final Function<String, Optional<String>> source;
    private final Map<String, String> values = new TreeMap<>();
    private final Map<String, String> handles = new LinkedHashMap<>();
    private Redactor redactor = Redactor.NONE;

    /** @param source the value of a secret, if there is one of that name */
    SecretHandles(Set<String> granted, Function<String, Optional<String>> source) {
        this.granted = granted;
        this.source = source;
    }

    @Override
    public Optional<String> handle(String name) {
        if (!granted.contains(name)) {
            throw Denials.of("the secret '" + name + "'", "secrets: [" + name + "]", "secrets");
        }
        return value(name).map(value -> handles.computeIfAbsent(name, secret -> fresh()));
    }

    private Optional<String> value(String name) {
        if (!values.containsKey(name)) {
            source.apply(name).ifPresent(value -> values.put(name, value));
            redactor = Redactor.of(values.values());
        }
        return Optional.ofNullable(values.get(name));
    }

    /** Takes the secrets out that were handed out so far. */
    Redactor redactor() {
        return redactor;
    }

    /**
     * The request with secrets in the places of their handles: in the URL, encoded for it, in headers and body.
     *
     * @throws IllegalArgumentException if they would make it larger by more than 1 MiB
     */
    HttpRequest fill(HttpRequest request) {
        if (handles.isEmpty()) {
            return request;
        }
        Filling filling = new Filling();
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, value) -> headers.put(name, filling.of(value, secret -> secret)));
        String url = filling.of(
                request.url(), secret -> URLEncoder.encode(secret, UTF_8).replace("+", "%20"));
        String body = filling.of(
                new String(request.body(), ISO_8859_1), secret -> new String(secret.getBytes(UTF_8), ISO_8859_1));
        return new HttpRequest(request.method(), url, headers, body.getBytes(ISO_8859_1));
    }

    /** Of one request: a guest may write a handle tens of thousands of times, and the secret may be long. */
    private final class Filling {
        private long room = MOST_ADDED;

        String of(String text, UnaryOperator<String> encoding) {
            String all = text;
            for (Map.Entry<String, String> handle : handles.entrySet()) {
                String secret = encoding.apply(values.getOrDefault(handle.getKey(), ""));
                add(count(all, handle.getValue())
                        * Math.max(0, secret.length() - handle.getValue().length()));
                all = all.replace(handle.getValue(), secret);
            }
            return all;
        }

        private void add(long growth) {
            room -= growth;
            if (room < 0) {
                throw new IllegalArgumentException(
                        "the secrets in a request may make it larger by " + MOST_ADDED + " bytes at most");
            }
        }
    }

    private static long count(String text, String part) {
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    private static String fresh() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return PREFIX + HexFormat.of().formatHex(random);
    }
}
