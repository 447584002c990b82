package io.sandglass.app.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/** Whose requests are answered. */
final class RequestCheck {
    private static final int TOKEN_BYTES = 32;
    private static final List<String> ONCE =
            List.of("Host", "Authorization", "Content-Length", "Transfer-Encoding", "Origin");

    private RequestCheck() {}

    /** What another reader in between might take for something else, or for more than one request. */
    static boolean ambiguous(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        return exchange.getRequestURI().isAbsolute()
                || headers.containsKey("Content-Length") && headers.containsKey("Transfer-Encoding")
                || ONCE.stream()
                        .anyMatch(name -> headers.getOrDefault(name, List.of()).size() > 1);
    }

    /** Refuses pages of other sites, also those whose name was bent to point here. */
    static boolean fromHere(HttpExchange exchange, int port) {
        String host = exchange.getRequestHeaders().getFirst("Host");
        return ("127.0.0.1:" + port).equals(host)
                && exchange.getRequestHeaders().getFirst("Origin") == null;
    }

    /** Takes as long for a wrong token as for the right one. */
    static boolean carries(String token, HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return given != null && MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8));
    }

    /** 256 random bits in hex. */
    static String newToken() {
        byte[] bits = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
