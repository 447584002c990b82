package io.sandglass.app.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;

/** Asks a running service. Thread-safe. */
public final class ControlClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 60_000;

    private final ServiceAddress address;

    public ControlClient(ServiceAddress address) {
        this.address = requireNonNull(address, "address");
    }

    /** The service refused the request or failed; the message is the service's. */
    public static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
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
        // The JDK's older client: the newer one starts threads and costs a short command 100 ms.
        URI uri = URI.create("http://127.0.0.1:" + address.port() + "/v1/" + action);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + address.token());
        connection.setRequestProperty("Content-Type", "application/json");
        try (OutputStream body = connection.getOutputStream()) {
            JSON.writeValue(body, request);
        }
        return read(connection);
    }

    private static JsonNode read(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() == HttpURLConnection.HTTP_OK) {
            try (InputStream body = connection.getInputStream()) {
                return JSON.readTree(body);
            }
        }
        try (InputStream body = connection.getErrorStream()) {
            throw new Refused(
                    body == null
                            ? "no reason given"
                            : JSON.readTree(body).path("error").asText());
        }
    }
}
