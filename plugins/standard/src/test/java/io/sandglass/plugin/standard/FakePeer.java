package io.sandglass.plugin.standard;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;

/** A server on the loopback address that answers each connection as a test says, byte by byte. */
final class FakePeer implements AutoCloseable {
    /** Answers one request. */
    interface Answer {
        void to(String request, OutputStream out) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Answer answer;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::serve, "fake-peer");

    FakePeer(Answer answer) throws IOException {
        this(ServerSocketFactory.getDefault(), answer);
    }

    FakePeer(ServerSocketFactory factory, Answer answer) throws IOException {
        this.server = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answer = answer;
        thread.setDaemon(true);
        thread.start();
    }

    /** A peer that sends this text, line ends as CR LF, to whoever asks. */
    static FakePeer saying(String response) throws IOException {
        return new FakePeer((request, out) -> say(out, response));
    }

    static void say(OutputStream out, String response) throws IOException {
        out.write(response.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    int port() {
        return server.getLocalPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    /** Each request's head and body. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                String request = read(socket.getInputStream());
                requests.add(request);
                answer.to(request, socket.getOutputStream());
            } catch (IOException closedByTheOtherSide) {
                // the next connection is another matter
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        while (!text(bytes).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            bytes.write(next);
        }
        String head = text(bytes);
        int at = head.indexOf("content-length: ");
        int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
        bytes.writeBytes(in.readNBytes(length));
        return text(bytes);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        server.close();
        thread.interrupt();
    }
}
