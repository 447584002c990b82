package io.sandglass.app.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** Asks a running service. Thread-safe. */
public final class ControlClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 60_000;
    private static final int PING_MILLIS = 2_000;

    /** Answered by every service. */
    static final String PING = "ping";

    private final ServiceAddress address;

    public ControlClient(ServiceAddress address) {
        this.address = requireNonNull(address, "address");
    }

    /** The service refused the request or failed; the message is the service's, the status that of HTTP. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;
        private final int retrySeconds;

        Refused(int status, int retrySeconds, String message) {
            super(message);
            this.status = status;
            this.retrySeconds = retrySeconds;
        }

        /** Whether the request itself is wrong, so that sending it again would not help. */
        public boolean requestWrong() {
            return status == 400 || status == 413;
        }

        /** After how many seconds the same request may succeed; empty if the service did not say. */
        public OptionalInt retrySeconds() {
            return retrySeconds > 0 ? OptionalInt.of(retrySeconds) : OptionalInt.empty();
        }

        /** Whether the service stumbled over a defect of its own. */
        public boolean serviceFailed() {
            return status == 500;
        }
    }

    /**
     * Sends one request and waits for the answer.
     *
     * @param request an object of JDK values
     * @throws Refused if the service said no
     * @throws IOException if it cannot be reached
     */
    public JsonNode ask(String action, Map<String, ?> request) throws IOException {
        return ask(action, request, READ_MILLIS);
    }

    /** The same for what may take long. */
    public JsonNode ask(String action, Map<String, ?> request, Duration patience) throws IOException {
        return ask(action, request, (int) Math.min(Integer.MAX_VALUE, patience.toMillis()));
    }

    /**
     * Whether the service is there: something answers at its address that knows its token. One that is only slow counts
     * as there, and so does one that cuts connections off, as it has too many.
     */
    public boolean reaches() {
        try {
            ask(PING, Map.of(), PING_MILLIS);
            return true;
        } catch (ConnectException e) {
            return false;
        } catch (SocketTimeoutException | SocketException e) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private JsonNode ask(String action, Map<String, ?> request, int readMillis) throws IOException {
        // The JDK's older client: the newer one starts threads and costs a short command 100 ms.
        URI uri = URI.create("http://127.0.0.1:" + address.port() + "/v1/" + action);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(readMillis);
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + address.token());
        connection.setRequestProperty("Content-Type", "application/json");
        byte[] body = JSON.writeValueAsBytes(request);
        // With the length settled the JDK does not send the request a second time if the connection breaks.
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        return read(connection);
    }

    private static JsonNode read(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            try (InputStream body = connection.getInputStream()) {
                return whole(JSON.readTree(body));
            }
        }
        try (InputStream body = connection.getErrorStream()) {
            String reason =
                    body == null ? "" : JSON.readTree(body).path("error").asText();
            int retrySeconds = connection.getHeaderFieldInt("Retry-After", 0);
            throw new Refused(
                    status, retrySeconds, reason.isEmpty() ? "status " + status + ", no reason given" : reason);
        }
    }

    /** A connection that breaks between the head of the answer and its body looks like an empty body. */
    private static JsonNode whole(JsonNode answer) throws EOFException {
        if (answer.isMissingNode()) {
            throw new EOFException("the service went away in the middle of its answer");
        }
        return answer;
    }
}
