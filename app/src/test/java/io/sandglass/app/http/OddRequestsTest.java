package io.sandglass.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cases H2 and H8: requests with the right token that two readers might read differently do nothing. */
class OddRequestsTest {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String END = "Connection: close\r\n\r\n";

    private final AtomicInteger acted = new AtomicInteger();
    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        server = ControlServer.start(Map.of("echo", request -> Map.of("count", acted.incrementAndGet())));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void actsOnAPlainRequest() throws IOException {
        assertThat(status(head("/v1/echo") + "Content-Length: 2\r\n" + END + "{}"))
                .isEqualTo(200);
        assertThat(acted).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
                "Content-Length: 2, 2\r\n\r\n{}",
                "Content-Length: -1\r\n\r\n{}"
            })
    void refusesAmbiguousLengthsAndWhatFollowsThem(String rest) throws IOException {
        String second = head("/v1/echo") + "Content-Length: 2\r\n" + END + "{}";

        assertThat(status(head("/v1/echo") + rest + second)).isBetween(400, 501);
        assertThat(acted).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: elsewhere.example\r\n", "Authorization: Bearer x\r\n"})
    void refusesASecondHostOrToken(String header) throws IOException {
        assertThat(status(head("/v1/echo") + header + "Content-Length: 2\r\n" + END + "{}"))
                .isEqualTo(400);
        assertThat(acted).hasValue(0);
    }

    @Test
    void refusesLinesThatEndInALineFeedAlone() throws IOException {
        String plain = head("/v1/echo") + "Content-Length: 2\r\n" + END;

        assertThat(status(plain.replace("\r\n", "\n") + "{}\r\n\r\n")).isBetween(400, 501);
        assertThat(acted).hasValue(0);
    }

    @Test
    void speaksNothingButHttp1() throws IOException {
        for (String request : List.of("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "GET /v1/echo\r\n\r\n")) {
            assertThat(status(request)).isBetween(400, 501);
        }
        assertThat(acted).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/echo",
                "/v1//echo",
                "/v1/echo/",
                "/v1/echo;x",
                "/v1/./echo",
                "/v1/x/../echo",
                "/v1/../v1/echo",
                "/v1/%65cho",
                "/v1%2fecho",
                "/v1/echo%00",
                "/v1/echo%20",
                "/V1/echo",
                "/v1/ECHO",
                "/v1/e\u0441ho",
                "/v1/echo\\",
                "*",
                "http://elsewhere.example/v1/echo"
            })
    void knowsEachActionByOnePath(String path) throws IOException {
        assertThat(status(head(path) + "Content-Length: 2\r\n" + END + "{}")).isBetween(400, 404);
        assertThat(acted).hasValue(0);
    }

    private String head(String path) {
        return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nAuthorization: Bearer "
                + server.token() + "\r\n";
    }

    /** Of the first answer, once everything that was sent has been dealt with. */
    private int status(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answers.substring(9, 12));
        }
    }
}
