package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.app.http.ControlClient;
import io.sandglass.app.http.ControlServer;
import io.sandglass.app.http.ServiceAddress;
import io.sandglass.store.history.NewestRuns;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HistoryDoorTest {
    private static final Object ONE_ZERO =
            Map.of("columns", List.of("COUNT"), "rows", List.of(List.of(0)), "truncated", false);

    @Test
    void aServiceWaitsForWhatWasAcknowledgedAtTheFirstQuestionOnly() throws IOException {
        List<Boolean> now = new CopyOnWriteArrayList<>();
        ControlServer.Action answering = request -> {
            now.add(request.path("now").asBoolean());
            return ONE_ZERO;
        };

        try (ControlServer server = ControlServer.start(Map.of("query", answering))) {
            ServiceAddress address = new ServiceAddress(
                    server.port(), server.token(), ProcessHandle.current().pid(), "");
            try (History history = new HistoryDoor.Remote(new Served(new ControlClient(address)))) {
                history.newest(new NewestRuns("run_id", List.of(), List.of(), 1));
            }
        }

        assertThat(now).hasSizeGreaterThan(2).startsWith(false);
        assertThat(now.subList(1, now.size())).containsOnly(true);
    }
}
