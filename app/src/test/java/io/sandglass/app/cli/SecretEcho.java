package io.sandglass.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that answers with the bearer token it was sent, as it is and in Base64, as a JSON text. */
final class SecretEcho implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> heads = new CopyOnWriteArrayList<>();

    SecretEcho() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "secret-echo");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.getLocalPort();
    }

    /** The heads of the requests so far. */
    List<String> heads() {
        return List.copyOf(heads);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                answer(socket);
            } catch (IOException goneOrClosed) {
                continue;
            }
        }
    }

    private void answer(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) socket.getInputStream().read());
        }
        heads.add(head.toString());
        String secret =
                head.substring(head.indexOf("Bearer ") + 7).lines().findFirst().orElse("");
        String body = "\"" + secret + " " + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)) + "\"";
        socket.getOutputStream()
                .write(("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
