package io.sandglass.plugin.http;

import io.sandglass.plugin.CancellationToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to one checked address, for one request. The JDK's own client resolves names by itself, so what it
 * connects to could be another address than the one that was checked; this one goes where it is told. The socket is
 * closed from outside at the deadline and on cancel, which ends whatever it is doing.
 */
final class HttpConnection implements AutoCloseable {
    /** The address did not take the connection; another may. */
    static final class NotConnected extends IOException {
        private static final long serialVersionUID = 1;

        NotConnected(InetAddress address, IOException cause) {
            super("no connection to " + address.getHostAddress() + ": " + cause.getMessage(), cause);
        }
    }

    private final Socket socket = new Socket(Proxy.NO_PROXY); // a proxy would choose where it goes
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CancellationToken.Registration onCancel;
    private final long deadlineNanos;
    private Socket channel = socket;

    HttpConnection(CancellationToken cancellation, long deadlineNanos) {
        this.deadlineNanos = deadlineNanos;
        this.onCancel = cancellation.onCancel(this::abort);
    }

    void connect(HttpRequest request, InetAddress address, Supplier<SSLSocketFactory> tls) throws IOException {
        long left = Math.max(1, deadlineNanos - System.nanoTime());
        over.orTimeout(left, TimeUnit.NANOSECONDS).exceptionally(late -> {
            abort();
            return null;
        });
        try {
            int millis = (int) Math.min(Integer.MAX_VALUE, 1 + left / 1_000_000);
            socket.connect(new InetSocketAddress(address, request.port()), millis);
            socket.setTcpNoDelay(true);
        } catch (IOException failed) {
            throw new NotConnected(address, failed);
        }
        if (request.isTls()) {
            channel = handshake(request, tls.get());
        }
    }

    private Socket handshake(HttpRequest request, SSLSocketFactory tls) throws IOException {
        SSLSocket secure = (SSLSocket) tls.createSocket(socket, request.host(), request.port(), true);
        SSLParameters parameters = secure.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secure.setSSLParameters(parameters);
        secure.startHandshake();
        return secure;
    }

    /** @param maxBody most bytes of the answer's body */
    HttpAnswer exchange(HttpRequest request, long maxBody) throws IOException {
        OutputStream out = channel.getOutputStream();
        out.write(head(request));
        out.write(request.body());
        out.flush();
        BufferedInputStream in = new BufferedInputStream(channel.getInputStream());
        return GzipBody.decoded(new HttpAnswerReader(in, maxBody).read(request.method()), maxBody);
    }

    private static byte[] head(HttpRequest request) {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String path = request.url().getRawPath();
        String query = request.url().getRawQuery();
        line(
                head,
                request.method() + " " + (path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query)
                        + " HTTP/1.1");
        line(head, "host: " + request.url().getRawAuthority());
        line(head, "connection: close");
        line(head, "accept-encoding: " + (request.headers().containsKey("range") ? "identity" : "gzip"));
        request.headers().forEach((name, value) -> line(head, name + ": " + value));
        boolean mayHaveBody =
                !request.method().equals("GET") && !request.method().equals("HEAD");
        if (request.body().length > 0 || mayHaveBody) {
            line(head, "content-length: " + request.body().length);
        }
        line(head, "");
        return head.toByteArray();
    }

    private static void line(ByteArrayOutputStream head, String text) {
        head.writeBytes((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Closes the plain socket below TLS, which waits for nobody. */
    private void abort() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            over.complete(null);
        }
    }

    @Override
    public void close() {
        onCancel.close();
        over.complete(null);
        abort();
    }
}
