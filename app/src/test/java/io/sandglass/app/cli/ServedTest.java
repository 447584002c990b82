package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.app.Home;
import io.sandglass.app.http.ControlServer;
import io.sandglass.app.http.ServiceAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether a command finds the service of a home, also while it starts or stops. */
class ServedTest {
    private static final long PID = ProcessHandle.current().pid();

    @TempDir
    Path scratch;

    private Home home;

    @BeforeEach
    void aHome() {
        home = new Home(scratch.resolve("home")).create();
    }

    @Test
    void oneThatStartsIsWaitedFor() throws Exception {
        phase("starting", PID);
        CompletableFuture<Boolean> found =
                CompletableFuture.supplyAsync(() -> Served.on(home).isPresent());

        try (ControlServer server = ControlServer.start(Map.of())) {
            new ServiceAddress(server.port(), server.token(), PID, "").write(home.serviceFile());

            assertThat(found.get(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void oneThatStopsIsWaitedFor() throws Exception {
        Path said = phase("stopping", PID);
        CompletableFuture<Boolean> found =
                CompletableFuture.supplyAsync(() -> Served.on(home).isPresent());

        Files.delete(said);

        assertThat(found.get(60, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void oneThatTakesLongIsToldOf() throws IOException {
        phase("starting", PID);

        assertThatThrownBy(() -> Served.on(home, Duration.ofMillis(1)))
                .hasMessage("the service on " + home.root() + " is still starting (process " + PID
                        + "); try again in a moment");
    }

    @Test
    void oneWhoseProcessDiedIsNotWaitedFor() throws IOException {
        phase("starting", 999_999_999_999L);

        assertThat(Served.on(home)).isEmpty();
    }

    @Test
    void oneWhoseNumberAnotherProcessHasNowIsNotWaitedFor() throws IOException {
        Path said = phase("starting", PID);
        Files.setLastModifiedTime(said, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        assertThat(Served.on(home)).isEmpty();
    }

    @Test
    void oneThatHasJustStartedIsAlwaysFound() throws Exception {
        try (ControlServer server = ControlServer.start(Map.of())) {
            ServiceAddress address = new ServiceAddress(server.port(), server.token(), PID, "");
            for (int i = 0; i < 200; i++) {
                Files.deleteIfExists(home.serviceFile());
                Path said = phase("starting", PID);
                CompletableFuture<Boolean> found =
                        CompletableFuture.supplyAsync(() -> Served.on(home).isPresent());

                address.write(home.serviceFile());
                Files.delete(said);

                assertThat(found.get(60, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private Path phase(String word, long pid) throws IOException {
        return Files.writeString(home.data().resolve("service." + word + "." + pid), word);
    }
}
