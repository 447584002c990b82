package io.sandglass.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.app.http.ControlServer.BadRequest;
import io.sandglass.app.http.ControlServer.Unavailable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControlServerTest {
    private static final int PATIENCE_MILLIS = 20_000;

    /** Of 1 KiB each: far more than a socket holds that nobody reads from. */
    private static final int MOST_HEADERS = 64_000;

    private ControlServer server;

    @BeforeEach
    void start() throws IOException {
        server = ControlServer.start(Map.of(
                "echo", request -> Map.of("said", request.path("say").asText()),
                "odd",
                        request -> {
                            throw new BadRequest("that is odd");
                        },
                "busy",
                        request -> {
                            throw new Unavailable("come back later");
                        },
                "broken",
                        request -> {
                            throw new IllegalStateException("inner secret");
                        },
                "mute", request -> new Object()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void answersAClientThatHasTheToken() throws IOException {
        assertThat(client().ask("echo", Map.of("say", "hi")).path("said").asText())
                .isEqualTo("hi");
        assertThat(client().reaches()).isTrue();
    }

    /** Two packets of an answer wait for each other only on a connection that has been used for a while. */
    @Test
    void answersRequestsOfOneClientWithoutPauses() throws IOException {
        Duration shortest = Duration.ofDays(1);

        for (int i = 0; i < 100; i++) {
            long begun = System.nanoTime();
            client().ask("echo", Map.of("say", "hi"));
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            shortest = i < 50 || took.compareTo(shortest) > 0 ? shortest : took;
        }

        assertThat(shortest).isLessThan(Duration.ofMillis(20));
    }

    @Test
    void refusesARequestWithoutTheTokenOrWithAnother() throws IOException {
        String wrong = "0".repeat(64);

        assertThat(answer(request("/v1/echo", host(), "", "{}"))).contains(" 401 ");
        assertThat(answer(request("/v1/echo", host(), "Authorization: Bearer " + wrong + "\r\n", "{}")))
                .contains(" 401 ")
                .contains("token");
        assertThat(new ControlClient(new ServiceAddress(server.port(), wrong, 1, "")).reaches())
                .isFalse();
    }

    @Test
    void refusesPagesOfOtherSites() throws IOException {
        assertThat(answer(request("/v1/echo", "evil.example:" + server.port(), token(), "{}")))
                .contains(" 403 ");
        assertThat(answer(request("/v1/echo", host(), token() + "Origin: http://evil.example\r\n", "{}")))
                .contains(" 403 ");
    }

    @Test
    void namesWhatItKnowsWhereSomethingElseIsAsked() throws IOException {
        assertThat(answer(request("/v1/ehco", host(), token(), "{}")))
                .contains(" 404 ")
                .contains("echo");
        assertThat(answer(request("/echo", host(), token(), "{}"))).contains(" 404 ");
        assertThat(answer("GET /v1/echo HTTP/1.1\r\nHost: " + host() + "\r\n" + token() + "Connection: close\r\n\r\n"))
                .contains(" 404 ");
    }

    @Test
    void refusesABodyOverTheLimit() throws IOException {
        String body = "\"" + "x".repeat(ControlServer.MAX_BODY - 1) + "\"";

        assertThat(answer(request("/v1/echo", host(), token(), body))).contains(" 413 ");
        assertThat(answer(request("/v1/echo", host(), token(), body.substring(2, body.length() - 1) + "\"")))
                .contains(" 400 ");
    }

    @Test
    void refusesTooManyValues() throws IOException {
        String body = "[" + "0,".repeat((int) ControlServer.MAX_VALUES) + "0]";

        assertThat(answer(request("/v1/echo", host(), token(), body)))
                .contains(" 413 ")
                .contains("more than 500000 values");
    }

    /** Case S3. */
    @Test
    void refusesJsonThatIsNestedTooDeeplyOrHasTooManyDigits() throws IOException {
        for (String hostile : List.of("[".repeat(100_000), "1".repeat(100_000))) {
            assertThat(answer(request("/v1/echo", host(), token(), hostile))).contains(" 400 ");
        }
        assertThat(client().reaches()).isTrue();
    }

    /** Case H1. */
    @Test
    void readsNoEndlessHeaders() throws IOException {
        byte[] line = ("X-Header: " + "x".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        try (Socket endless = connect()) {
            OutputStream out = endless.getOutputStream();
            out.write("POST /v1/echo HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThatThrownBy(() -> {
                        for (int i = 0; i < MOST_HEADERS; i++) {
                            out.write(line);
                        }
                    })
                    .as("it is cut off")
                    .isInstanceOf(IOException.class);
        }
        assertThat(client().reaches()).isTrue();
    }

    @Test
    void refusesWhatIsNoJson() throws IOException {
        assertThat(answer(request("/v1/echo", host(), token(), "{\"say\": hi}")))
                .contains(" 400 ")
                .contains("no JSON");
        assertThat(answer(request("/v1/echo", host(), token(), "\0\0\0"))).contains(" 400 ");
    }

    @Test
    void keepsTheInsideOfAFailureInTheLog() throws IOException {
        assertThat(answer(request("/v1/broken", host(), token(), "{}")))
                .contains(" 500 ")
                .contains("fault 1")
                .doesNotContain("secret");
        assertThat(answer(request("/v1/mute", host(), token(), "{}"))).contains(" 500 ");
    }

    @Test
    void tellsItsClientWhoseFaultARefusalIs() {
        assertThat(refusal("odd")).hasMessage("that is odd").matches(ControlClient.Refused::requestWrong);
        assertThat(refusal("busy"))
                .hasMessage("come back later")
                .matches(refused -> !refused.requestWrong() && !refused.serviceFailed())
                .matches(refused -> refused.retrySeconds().isPresent());
        assertThat(refusal("broken")).matches(ControlClient.Refused::serviceFailed);
    }

    @Test
    void saysWhenToAskAgain() throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://" + host() + "/v1/busy").toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + server.token());
        connection.setDoOutput(true);
        try (OutputStream body = connection.getOutputStream()) {
            body.write("{}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(connection.getResponseCode()).isEqualTo(503);
        assertThat(connection.getHeaderField("Retry-After")).isEqualTo("1");
    }

    @Test
    void answersOthersWhileRequestsArriveOnlyHalf() throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket half = connect();
                halves.add(half);
                half.getOutputStream()
                        .write(("POST /v1/echo HTTP/1.1\r\nHost: " + host() + "\r\n" + token()
                                        + "Content-Length: 10\r\n\r\n{")
                                .getBytes(StandardCharsets.UTF_8));
            }

            assertThat(client().ask("echo", Map.of("say", "still here"))
                            .path("said")
                            .asText())
                    .isEqualTo("still here");
            assertThat(halves.get(0).getInputStream().read())
                    .as("the half request is cut off")
                    .isEqualTo(-1);
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void answersOthersWhileManyConnectionsAreIdle() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 300; i++) {
                idle.add(connect());
            }

            assertThat(client().ask("echo", Map.of("say", "hi")).path("said").asText())
                    .isEqualTo("hi");
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void makesRoomForOthersByClosingConnectionsThatStaySilent() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            while (silent.size() < 1_024) {
                silent.add(connect());
            }
            for (Socket socket : silent) {
                socket.setSoTimeout(60_000);
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
            assertThat(client().ask("echo", Map.of("say", "hi")).path("said").asText())
                    .isEqualTo("hi");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void letsAnActionTakeAsLongAsItNeeds() throws IOException {
        Duration limit = Duration.ofMillis(100);
        try (ControlServer patient = ControlServer.start(Map.of("slow", request -> tookLongerThan(limit)), limit)) {
            ControlClient client = new ControlClient(new ServiceAddress(patient.port(), patient.token(), 1, ""));

            assertThat(client.ask("slow", Map.of()).asBoolean()).isTrue();
        }

        assertThat(System.getProperty("sun.net.httpserver.maxRspTime")).isNull();
    }

    @Test
    void cutsOffWhoDoesNotReadTheAnswer() throws IOException {
        String large = "x".repeat(64 * 1024 * 1024);
        try (ControlServer strict = ControlServer.start(Map.of("large", request -> large), Duration.ofMillis(100));
                Socket idle = new Socket(InetAddress.getLoopbackAddress(), strict.port())) {
            idle.getOutputStream()
                    .write(request(
                                    "/v1/large",
                                    "127.0.0.1:" + strict.port(),
                                    "Authorization: Bearer " + strict.token() + "\r\n",
                                    "{}")
                            .getBytes(StandardCharsets.UTF_8));

            assertThatThrownBy(() -> writeUntil(System.nanoTime() + PATIENCE_MILLIS * 1_000_000L, idle))
                    .isInstanceOf(SocketException.class);
        }
    }

    private static boolean tookLongerThan(Duration limit) {
        long end = System.nanoTime() + 3 * limit.toNanos();
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return true;
    }

    /** The other end refuses what comes once it has closed the connection. */
    private static void writeUntil(long deadline, Socket socket) throws IOException {
        while (System.nanoTime() < deadline) {
            socket.getOutputStream().write(' ');
            Thread.onSpinWait();
        }
    }

    private ControlClient client() {
        return new ControlClient(new ServiceAddress(server.port(), server.token(), 1, ""));
    }

    private ControlClient.Refused refusal(String action) {
        List<ControlClient.Refused> refused = new ArrayList<>();
        assertThatThrownBy(() -> client().ask(action, Map.of()))
                .isInstanceOfSatisfying(ControlClient.Refused.class, refused::add);
        return refused.get(0);
    }

    private String host() {
        return "127.0.0.1:" + server.port();
    }

    private String token() {
        return "Authorization: Bearer " + server.token() + "\r\n";
    }

    private static String request(String path, String host, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Content-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
