package io.sandglass.plugin.wasm;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server on the loopback address that answers one request. */
final class Peer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final CompletableFuture<String> request = new CompletableFuture<>();

    private Peer(UnaryOperator<String> answer) throws IOException {
        Thread thread = new Thread(() -> serve(answer), "peer");
        thread.setDaemon(true);
        thread.start();
    }

    static Peer saying(String answer) throws IOException {
        return new Peer(request -> answer);
    }

    /** Answers with the request, and with its body in Base64. */
    static Peer echoing() throws IOException {
        return new Peer(request -> {
            byte[] body = request.substring(request.indexOf("\r\n\r\n") + 4).getBytes(UTF_8);
            String echo = request + "\nbase64: " + Base64.getEncoder().encodeToString(body);
            return "HTTP/1.1 200 OK\r\ncontent-length: " + echo.getBytes(UTF_8).length + "\r\n\r\n" + echo;
        });
    }

    String url(String host) {
        return "http://" + host + ":" + server.getLocalPort() + "/";
    }

    String request() throws Exception {
        return request.get(10, TimeUnit.SECONDS);
    }

    private void serve(UnaryOperator<String> answer) {
        try (Socket socket = server.accept()) {
            String asked = read(socket.getInputStream());
            request.complete(asked);
            socket.getOutputStream().write(answer.apply(asked).getBytes(UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException closed) {
            request.completeExceptionally(closed);
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!bytes.toString(UTF_8).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            bytes.write(next);
        }
        String head = bytes.toString(UTF_8);
        int at = head.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        bytes.writeBytes(in.readNBytes(length));
        return bytes.toString(UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
