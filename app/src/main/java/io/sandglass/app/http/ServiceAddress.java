package io.sandglass.app.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sandglass.store.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How to reach a running service: kept in a file that only its owner can read.
 *
 * @param port on 127.0.0.1
 * @param token what a request must carry
 * @param pid the service's process
 * @param jdbcUrl where its history can be queried over JDBC; empty if it was not asked to listen
 */
public record ServiceAddress(int port, String token, long pid, String jdbcUrl) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_PORT = 65_535;
    private static final Pattern TOKEN = Pattern.compile("[0-9a-f]{1,256}"); // else it could not stand in a header

    public ServiceAddress {
        requireNonNull(token, "token");
        requireNonNull(jdbcUrl, "jdbcUrl");
    }

    /** Writes the file whole or not at all, readable by its owner only. */
    public void write(Path file) throws IOException {
        ObjectNode json = JSON.createObjectNode()
                .put("port", port)
                .put("token", token)
                .put("pid", pid)
                .put("jdbcUrl", jdbcUrl);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
        DurableFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The address of the service that is running now. A file left behind by a killed one counts as none, also where its
     * process id or port has found a new owner: only the service itself knows the token.
     *
     * @throws IOException if there is a file that cannot be read
     */
    public static Optional<ServiceAddress> read(Path file) throws IOException {
        try {
            return parse(Files.readString(file))
                    .filter(ServiceAddress::processAlive)
                    .filter(address -> new ControlClient(address).reaches());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static Optional<ServiceAddress> parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            ServiceAddress address = new ServiceAddress(
                    json.path("port").asInt(),
                    json.path("token").asText(),
                    json.path("pid").asLong(),
                    json.path("jdbcUrl").asText());
            return Optional.of(address).filter(ServiceAddress::plausible);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private boolean plausible() {
        return port > 0 && port <= MAX_PORT && pid > 0 && TOKEN.matcher(token).matches();
    }

    private boolean processAlive() {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "service of process " + pid + " on port " + port;
    }
}
