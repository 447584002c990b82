package io.sandglass.app.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ControlClientTest {
    @Test
    void sendsARequestOnceAlsoIfTheServiceDiesOverIt() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        Thread service;
        try (ServerSocket dying = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            service = new Thread(() -> takeAndDie(dying, requests), "dying-service");
            service.start();
            ControlClient client = new ControlClient(new ServiceAddress(dying.getLocalPort(), "ab", 1, ""));

            assertThatThrownBy(() -> client.ask("run", Map.of("document", "w"))).isInstanceOf(IOException.class);
        }

        service.join();
        assertThat(requests).hasValue(1);
    }

    @Test
    void takesAServiceThatTurnsConnectionsAwayForThere() throws Exception {
        Thread service;
        ControlClient client;
        try (ServerSocket full = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            client = new ControlClient(new ServiceAddress(full.getLocalPort(), "ab", 1, ""));
            service = new Thread(() -> turnAway(full), "full-service");
            service.start();

            assertThat(client.reaches()).isTrue();
        }

        service.join();
        assertThat(client.reaches()).as("nobody listens any more").isFalse();
    }

    private static void turnAway(ServerSocket socket) {
        while (true) {
            try {
                socket.accept().close();
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void takeAndDie(ServerSocket socket, AtomicInteger requests) {
        while (true) {
            try (Socket client = socket.accept()) {
                client.getInputStream().read(new byte[64 * 1024]);
                requests.incrementAndGet();
            } catch (IOException e) {
                return;
            }
        }
    }
}
