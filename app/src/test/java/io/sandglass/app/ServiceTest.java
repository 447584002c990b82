package io.sandglass.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.http.ControlClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
    @TempDir
    Path root;

    @Test
    void letsGoOfTheHomeWhenItCannotBegin() throws IOException {
        Home home = new Home(root).create();
        Path inTheWay = Files.createDirectories(home.data().resolve("service.json.new/full"));
        assertThatThrownBy(() -> start(home)).isInstanceOf(IOException.class);

        Files.delete(inTheWay);
        try (Service service = start(home)) {
            assertThat(service.address().port()).isPositive();
            assertThat(home.serviceFile()).exists();
            assertThat(ServicePhase.of(home)).isEmpty();
        }

        assertThat(home.serviceFile()).doesNotExist();
        assertThat(ServicePhase.of(home)).isEmpty();
    }

    @Test
    void startsNothingForAKeyThatIsNoText() throws IOException {
        Home home = new Home(root).create();
        String document = "apiVersion: sandglass/v3\nkind: Workflow\nid: w\nnodes: { a: { type: echo } }\n";
        Map<String, Object> request = new HashMap<>(Map.of("document", document, "source", "w", "inputs", Map.of()));

        try (Service service = start(home)) {
            ControlClient client = new ControlClient(service.address());
            request.put("key", 17);
            assertThatThrownBy(() -> client.ask("run", request)).hasMessageContaining("the request has no text 'key'");
            request.put("key", null);
            assertThat(client.ask("run", request).path("already").asBoolean(true))
                    .isFalse();
        }
    }

    @Test
    void runsAWorkflowByItsName() throws IOException {
        Home home = new Home(root).create();
        String document = "apiVersion: sandglass/v3\nkind: Workflow\nid: daily\nnodes: { a: { type: echo } }\n";

        try (Service service = start(home)) {
            ControlClient client = new ControlClient(service.address());
            client.ask("run", Map.of("document", document, "source", "w", "inputs", Map.of()));

            JsonNode started = client.ask("run", Map.of("workflow", "daily", "inputs", Map.of()));

            assertThat(started.path("workflow").asText()).isEqualTo("default/daily");
            assertThat(started.path("revision").asInt()).isEqualTo(1);
            assertThatThrownBy(() -> client.ask("run", Map.of("workflow", "dayly", "inputs", Map.of())))
                    .hasMessage("UNKNOWN_WORKFLOW: there is no workflow 'dayly'; did you mean 'daily'?");
        }
    }

    private static Service start(Home home) throws IOException {
        return Service.start(home, Administration.read(home.configuration()), OptionalInt.empty());
    }
}
