package io.sandglass.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceAddressTest {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    Path scratch;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = scratch.resolve("service.json");
    }

    @Test
    void leadsToTheServiceThatWroteIt() throws IOException {
        try (ControlServer server = ControlServer.start(Map.of())) {
            ServiceAddress address = new ServiceAddress(server.port(), server.token(), OWN_PID, "jdbc:h2:x");

            address.write(file);
            address.write(file);

            assertThat(ServiceAddress.read(file)).contains(address);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(address.toString()).doesNotContain(server.token());
        }
    }

    @Test
    void isNoneWhereThereIsNoFile() throws IOException {
        assertThat(ServiceAddress.read(file)).isEmpty();
    }

    @Test
    void isNoneOnceNothingListensThoughTheProcessIdIsInUse() throws IOException {
        ServiceAddress stale;
        try (ControlServer server = ControlServer.start(Map.of())) {
            stale = new ServiceAddress(server.port(), server.token(), OWN_PID, "");
        }

        stale.write(file);

        assertThat(ServiceAddress.read(file)).isEmpty();
    }

    @Test
    void isNoneWhereAnotherServiceGotItsPort() throws IOException {
        try (ControlServer other = ControlServer.start(Map.of())) {
            new ServiceAddress(other.port(), "ab".repeat(32), OWN_PID, "").write(file);

            assertThat(ServiceAddress.read(file)).isEmpty();
        }
    }

    @Test
    void isNoneAfterItsProcessEnded() throws IOException {
        try (ControlServer server = ControlServer.start(Map.of())) {
            new ServiceAddress(server.port(), server.token(), Integer.MAX_VALUE, "").write(file);

            assertThat(ServiceAddress.read(file)).isEmpty();
        }
    }

    @Test
    void countsAServiceThatIsOnlySlowAsRunning() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            ServiceAddress slow = new ServiceAddress(deaf.getLocalPort(), "ab".repeat(32), OWN_PID, "");
            slow.write(file);

            assertThat(ServiceAddress.read(file)).contains(slow);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"port\": 0, \"token\": \"ab\", \"pid\": 1}", "{\"port\": 99999}"})
    void isNoneWhereTheFileIsDamaged(String text) throws IOException {
        Files.writeString(file, text);

        assertThat(ServiceAddress.read(file)).isEmpty();
    }
}
