package io.sandglass.app.http;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

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
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The address of the service that is running now; a file left behind by a killed one counts as none. */
    public static Optional<ServiceAddress> read(Path file) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            ServiceAddress address = new ServiceAddress(
                    json.path("port").asInt(),
                    json.path("token").asText(),
                    json.path("pid").asLong(),
                    json.path("jdbcUrl").asText());
            boolean alive =
                    ProcessHandle.of(address.pid()).map(ProcessHandle::isAlive).orElse(false);
            return alive ? Optional.of(address) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "service of process " + pid + " on port " + port;
    }
}
