package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.EngineStatus;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusWordsTest {
    private static final EngineStatus WELL =
            new EngineStatus(0, 0, 0, 0, 64, 0, 0, 0, Optional.empty(), Map.of(), Map.of());

    @Test
    void aGuestThatDidNotStopMakesTheServiceDegraded() {
        var status = StatusWords.object(WELL, Optional.empty(), 1);

        assertThat(status).containsEntry("state", "DEGRADED").containsEntry("runningStrays", 1);
        assertThat(String.valueOf(status.get("stray")))
                .startsWith("1 WASM guest did not stop")
                .contains("restart");
        assertThat(StatusWords.object(WELL, Optional.empty(), 0)).containsEntry("state", "READY");
    }
}
