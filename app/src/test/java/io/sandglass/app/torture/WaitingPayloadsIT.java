package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.app.Sandglass;
import io.sandglass.app.http.ControlClient.Refused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Case C4: a heap of 128 MiB, and runs that wait for people with inputs of 7 MB each. */
class WaitingPayloadsIT {
    private static final int RUNS = 16;
    private static final int LARGE = 7_000_000;
    private static final int TEXTS = 10;

    private static final String WAITING = """
            apiVersion: sandglass/v3
            id: waiting
            inputs: { texts: array }
            nodes:
              ask: { type: human, with: { prompt: ready } }
              read: { type: echo, needs: [ask], when: "$count(inputs.texts) = 10", with: { text: read } }
            """;

    @TempDir
    Path scratch;

    private Bench bench;

    @BeforeEach
    void aNarrowBench() throws Exception {
        bench = new Bench(scratch);
        bench.home.withOptions("-Xmx128m");
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void takesInMoreThanFitsIntoMemoryAndGoesOnWithItAfterAKill() throws Exception {
        List<String> runs = new ArrayList<>();
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            for (int i = 0; i < RUNS; i++) {
                runs.add(launch(door, i, LARGE));
            }
            assertThat(service.alive()).as(service.log()).isTrue();
            service.kill();
        }
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            assertThat(door.sure("select count(*) from report.runs where status = 'RUNNING'"))
                    .isEqualTo(String.valueOf(RUNS));

            for (String run : runs) {
                approve(door, run);
            }

            Sandglass.await("the end of all runs", ServiceProcess.PATIENCE, () -> read(door) == RUNS);
            assertThat(service.errors()).isEmpty();
        }
    }

    @Test
    void turnsAwayWhatWouldHaveToStayInMemory() throws Exception {
        bench.home.withSettings("engine: { payloadMemory: 1MiB }\n");
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();

            assertThatThrownBy(() -> {
                        for (int i = 0; i < 200; i++) {
                            launch(door, Collections.nCopies(450, 1));
                        }
                    })
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.retrySeconds()).hasValue(1))
                    .hasMessageContaining("hold 1 MiB of memory")
                    .hasMessageContaining("engine.payloadMemory");
            assertThat(door.state()).isEqualTo("READY");
        }
    }

    private static String launch(Door door, int number, int size) throws IOException {
        return launch(door, Collections.nCopies(TEXTS, number + "x".repeat(size / TEXTS)));
    }

    private static String launch(Door door, List<?> texts) throws IOException {
        return door.ask("run", Map.of("document", WAITING, "source", "waiting", "inputs", Map.of("texts", texts)))
                .path("run")
                .asText();
    }

    private static void approve(Door door, String run) throws IOException {
        Map<String, String> decision =
                Map.of("run", run, "operation", "approve", "node", "ask", "by", "alice", "reason", "yes");
        assertThat(door.ask("steer", decision).has("refused")).isFalse();
    }

    private static int read(Door door) {
        return Integer.parseInt(
                door.sure("select count(*) from report.node_runs where node_id = 'read' and state = 'SUCCEEDED'"));
    }
}
