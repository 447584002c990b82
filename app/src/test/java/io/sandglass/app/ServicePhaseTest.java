package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.ServicePhase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicePhaseTest {
    private static final long HERE = ProcessHandle.current().pid();
    private static final long ELSEWHERE =
            ProcessHandle.current().parent().orElseThrow().pid();

    @TempDir
    Path root;

    private Home home;

    @BeforeEach
    void aHome() {
        home = new Home(root).create();
    }

    @Test
    void isSaidUntilItIsOver() throws IOException {
        ServicePhase.begin(home, Kind.STARTING);
        assertThat(ServicePhase.of(home)).contains(new ServicePhase(Kind.STARTING, HERE));

        ServicePhase.over(home);
        assertThat(ServicePhase.of(home)).isEmpty();
    }

    @Test
    void oneThatCannotStartLeavesWhatAnotherSays() throws IOException {
        said("stopping", ELSEWHERE);

        ServicePhase.begin(home, Kind.STARTING);
        ServicePhase.over(home);

        assertThat(ServicePhase.of(home)).contains(new ServicePhase(Kind.STOPPING, ELSEWHERE));
    }

    @Test
    void takesAwayWhatProcessesLeftThatDied() throws IOException {
        Path left = said("starting", 999_999_999_999L);

        ServicePhase.begin(home, Kind.STARTING);

        assertThat(left).doesNotExist();
    }

    private Path said(String word, long pid) throws IOException {
        return Files.writeString(home.data().resolve("service." + word + "." + pid), word);
    }
}
