package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.dylibso.chicory.wabt.Wat2Wasm;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What history tells of nodes that used something, and what becomes of those for whom nothing is left. */
class BudgetCommandTest {
    /** Works for a thousand turns. */
    private static final String WORKING = """
            (module
              (memory (export "memory") 1)
              (func (export "_start") (local $left i32)
                (local.set $left (i32.const 1000))
                (loop $again
                  (local.set $left (i32.sub (local.get $left) (i32.const 1)))
                  (br_if $again (local.get $left)))))
            """;

    private static final String ENDLESS =
            "(module (memory (export \"memory\") 1) (func (export \"_start\") (loop $again (br $again))))";

    @TempDir
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve("plugins"));
        module("working", WORKING);
        module("endless", ENDLESS);
    }

    @Test
    void tellsTheStoryOfHostileAndInnocentNodes() throws IOException {
        run(1, """
                  a: { type: working }
                  b: { type: endless, limits: { fuel: 10k } }
                  c: { type: echo }
                """);

        JsonNode rows = sql("select node_id, outcome, fuel_units, peak_memory_bytes, isolation, recorded"
                + " from report.attempts order by node_id");

        assertThat(rows.findValuesAsText("outcome")).containsExactly("OK", "FUEL_EXHAUSTED", "OK");
        assertThat(rows.get(0).path("fuel_units").asLong()).isBetween(3_000L, 20_000L);
        assertThat(rows.get(0).path("peak_memory_bytes").asLong()).isEqualTo(65_536);
        assertThat(rows.get(0).path("isolation").asText()).isEqualTo("wasm");
        assertThat(rows.findValuesAsText("recorded")).containsExactly("true", "true", "false");
    }

    @Test
    void startsNoNodeForWhichTheRunHasNothingLeft() throws IOException {
        run(1, """
                  a: { type: working }
                  b: { type: working, needs: [a] }
                budget: { fuel: 3k }
                """);

        assertThat(outcomes()).containsExactly("FUEL_EXHAUSTED");
        run(1, """
                  a: { type: endless }
                  b: { type: working, needs: [a] }
                budget: { fuel: 3k }
                failurePolicy: ALWAYS
                """);

        assertThat(outcomes()).containsExactly("FUEL_EXHAUSTED", "BUDGET_SPENT");
    }

    @Test
    void startsNoNodeForWhichTheTenantHasNothingLeftTodayAlsoAfterARestart() throws IOException {
        Files.writeString(home.resolve("sandglass.yaml"), "tenants: { default: { fuelPerDay: 3k } }");

        run(1, "  a: { type: endless }\n");
        assertThat(outcomes()).containsExactly("FUEL_EXHAUSTED");

        run(1, "  a: { type: working }\n");
        assertThat(outcomes()).containsExactly("BUDGET_SPENT");
    }

    @Test
    void runsABinaryThatTheSettingsGrant() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "prlimit is not installed here");
        String node = "  a: { type: native, with: { program: /bin/sh, args: [-c, exit], minIsolation: prlimit },"
                + " limits: { memory: 256MiB }, permissions: { exec: [/bin/sh] } }\n";

        run(1, node);
        Files.writeString(home.resolve("sandglass.yaml"), "grants: { exec: [/bin/sh] }");
        run(0, node);

        JsonNode row = sql("select outcome, isolation from report.attempts order by run_id desc limit 1")
                .get(0);
        assertThat(row.path("outcome").asText()).isEqualTo("OK");
        assertThat(row.path("isolation").asText()).isIn("prlimit", "unshare", "bwrap");
    }

    private List<String> outcomes() throws IOException {
        return sql("select outcome from report.attempts where run_id = (select max(run_id) from report.runs)"
                        + " order by node_id")
                .findValuesAsText("outcome");
    }

    private JsonNode sql(String statement) throws IOException {
        Captured terminal = sandglass(0, "sql", statement, "-o", "json");
        return new ObjectMapper().readTree(terminal.out());
    }

    private void run(int code, String nodes) throws IOException {
        Path file = home.resolve("w.yaml");
        Files.writeString(file, "apiVersion: sandglass/v3\nkind: Workflow\nid: w\nnodes:\n" + nodes);
        sandglass(code, "run", file.toString());
    }

    private Captured sandglass(int code, String... words) {
        Captured terminal = Captured.plain();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        assertThat(terminal.run(all.toArray(String[]::new)))
                .as(terminal.out() + terminal.err())
                .isEqualTo(code);
        return terminal;
    }

    private void module(String name, String wat) throws IOException {
        Path file = home.resolve("plugins").resolve(name + ".wasm");
        Files.write(file, Wat2Wasm.parse(wat));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
