package io.sandglass.app.http;

import io.sandglass.app.http.ControlServer.BadRequest;
import io.sandglass.app.http.ControlServer.Unavailable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A control door with a few actions. */
abstract class ControlServerFixture {
    static final int PATIENCE_MILLIS = 20_000;

    ControlServer server;

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

    final ControlClient client() {
        return new ControlClient(new ServiceAddress(server.port(), server.token(), 1, ""));
    }

    final String host() {
        return "127.0.0.1:" + server.port();
    }

    final String token() {
        return "Authorization: Bearer " + server.token() + "\r\n";
    }

    static String request(String path, String host, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "Content-Length: " + body.length()
                + "\r\nConnection: close\r\n\r\n" + body;
    }

    final Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }
}
