package io.sandglass.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlServerTest extends ControlServerFixture {
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

    private ControlClient.Refused refusal(String action) {
        List<ControlClient.Refused> refused = new ArrayList<>();
        assertThatThrownBy(() -> client().ask(action, Map.of()))
                .isInstanceOfSatisfying(ControlClient.Refused.class, refused::add);
        return refused.get(0);
    }

    private String answer(String request) throws IOException {
        try (Socket socket = connect()) {
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
