package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.http.ControlClient;
import io.sandglass.fault.FaultPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that gives each launch a key, and asks again after every kill until it is answered, has each run once. */
class KeyedLaunchIT {
    private static final List<FaultPoint> POINTS = List.of(
            FaultPoint.BEFORE_RUN_INSERT,
            FaultPoint.AFTER_RUN_INSERT,
            FaultPoint.BEFORE_LAUNCH_ANSWER,
            FaultPoint.AFTER_BATCH_COMMIT,
            FaultPoint.PROJECTION_BEFORE_COMMIT,
            FaultPoint.PROJECTION_AFTER_COMMIT);

    private static final int LAUNCHES = 60;
    private static final int DATABASE_GONE = 3;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<String, String> runs = new LinkedHashMap<>();
    private int asked;

    @TempDir
    Path scratch;

    private Bench bench;
    private Shape chain;

    @BeforeEach
    void aBench() throws Exception {
        bench = new Bench(scratch);
        chain = bench.shapes.chain("chain", 2, 1);
    }

    @AfterEach
    void close() throws IOException {
        bench.close();
    }

    @Test
    void hasEachRunOnceHoweverOftenTheServiceIsKilled() throws Exception {
        for (int round = 0; round < POINTS.size(); round++) {
            String crash = POINTS.get(round).label() + ":" + (2 + random.nextInt(15));
            try (ServiceProcess service = bench.home.start("-Dsandglass.crash=" + crash)) {
                service.ready(ServiceProcess.PATIENCE).ifPresent(this::launchUntilItDies);
                service.kill();
            }
            if (round == DATABASE_GONE) {
                Files.delete(bench.home.data().resolve("sandglass.mv.db"));
            }
        }
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.awaitReady();
            ask(door);
            askAgain(door);

            assertThat(inHistory(door)).as("seed %d", seed).isEqualTo(runs);
        }
    }

    private void launchUntilItDies(Door door) {
        try {
            askAgain(door);
            for (int i = 0; i < LAUNCHES; i++) {
                ask(door);
            }
        } catch (ControlClient.Refused e) {
            throw new AssertionError("seed " + seed, e);
        } catch (IOException e) {
            return; // it was killed: the last key is asked for again
        }
    }

    private void ask(Door door) throws IOException {
        String key = "key " + asked;
        launched(key, launch(door, key));
        asked++;
    }

    /** What was answered once is answered so for ever. */
    private void askAgain(Door door) throws IOException {
        List<String> known = new ArrayList<>(runs.keySet());
        for (int i = 0; i < Math.min(10, known.size()); i++) {
            String key = known.get(random.nextInt(known.size()));
            JsonNode answer = launch(door, key);
            assertThat(answer.path("already").asBoolean())
                    .as("seed %d, %s", seed, key)
                    .isTrue();
            launched(key, answer);
        }
    }

    private void launched(String key, JsonNode answer) {
        String run = answer.path("run").asText();
        assertThat(runs.merge(key, run, (before, now) -> before))
                .as("seed %d, %s", seed, key)
                .isEqualTo(run);
    }

    private JsonNode launch(Door door, String key) throws IOException {
        return door.ask(
                "run", Map.of("document", chain.document(), "source", chain.id(), "inputs", Map.of(), "key", key));
    }

    private static Map<String, String> inHistory(Door door) throws IOException {
        Map<String, String> found = new HashMap<>();
        for (JsonNode row : door.rows("select coalesce(idempotency_key, run_id), run_id from report.runs")) {
            found.put(row.get(0).asText(), row.get(1).asText());
        }
        return found;
    }
}
