package io.sandglass.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Clients that take their time, and actions that do. */
class SlowRequestsTest extends ControlServerFixture {
    /** Of 1 KiB each: far more than a socket holds that nobody reads from. */
    private static final int MOST_HEADERS = 64_000;

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
}
