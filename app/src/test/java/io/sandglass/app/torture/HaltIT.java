package io.sandglass.app.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.torture.Fact.Kind;
import io.sandglass.app.torture.Shape.Node;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose code ends the process at once, before anything of its attempt could be recorded. */
class HaltIT {
    /** What the engine forgives: at once, after 1 s, after 10 s. */
    private static final int TRIES = 4;

    private static final int LIVES = TRIES + 3;
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    @TempDir
    Path scratch;

    private Bench bench;

    @BeforeEach
    void aBench() throws Exception {
        bench = new Bench(scratch);
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    @Test
    void endsAsCrashedAfterItsBoundedNumberOfTries() throws Exception {
        String run = begin(deadly());

        int lives = 1;
        while (lives <= LIVES && !endedInThisLife(run)) {
            lives++;
        }

        assertThat(lives).isEqualTo(TRIES);
        assertThat(bench.ledger.facts())
                .filteredOn(fact -> fact.is(Kind.START) && fact.node().equals("deadly"))
                .extracting(Fact::attempt)
                .containsExactly(1, 2, 3, 4);
    }

    /** The first node takes long enough for the run to be answered. */
    private Shape deadly() {
        String effect = "type: effect, with: { port: %d, %s }";
        Node first = new Node("first", List.of(), true, 1, effect.formatted(bench.effects.port(), "millis: 1000"));
        Node deadly =
                new Node("deadly", List.of("first"), true, 1, effect.formatted(bench.effects.port(), "halt: true"));
        return new Shape("deadly", "", List.of(first, deadly));
    }

    private String begin(Shape shape) throws Exception {
        try (ServiceProcess service = bench.home.start()) {
            String run = bench.run(service.awaitReady(), shape);
            service.awaitExit(ServiceProcess.PATIENCE);
            return run;
        }
    }

    /** @return false if the process came to its end before the run did */
    private boolean endedInThisLife(String run) throws Exception {
        try (ServiceProcess service = bench.home.start()) {
            Door door = service.ready(ServiceProcess.PATIENCE).orElse(null);
            long deadline = System.nanoTime() + LONGEST_DELAY.multipliedBy(3).toNanos();
            while (service.alive() && System.nanoTime() < deadline) {
                if (door != null && door.state().equals("READY") && crashed(door, run)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean crashed(Door door, String run) throws Exception {
        String select = "select status, error from report.runs where run_id = ?";
        List<JsonNode> rows;
        try {
            rows = door.rows(select, run);
        } catch (IOException e) {
            return false; // it has just ended
        }
        return !rows.isEmpty()
                && rows.get(0).get(0).asText().equals("FAILED")
                && rows.get(0).get(1).asText().contains("Crashed");
    }
}
