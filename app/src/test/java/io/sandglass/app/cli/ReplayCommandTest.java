package io.sandglass.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** WASM nodes of a real home, run, recorded and run again. */
class ReplayCommandTest {
    private static final int NODES = 100;

    /** Writes what it reads, and works for as many turns as that has bytes. */
    private static final String COPYING = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (memory (export "memory") 2)
              (func (export "_start") (local $left i32)
                (i32.store (i32.const 0) (i32.const 100))
                (i32.store (i32.const 4) (i32.const 60000))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                (local.set $left (i32.load (i32.const 8)))
                (loop $again
                  (local.set $left (i32.sub (local.get $left) (i32.const 1)))
                  (br_if $again (local.get $left)))
                (i32.store (i32.const 4) (i32.load (i32.const 8)))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))))
            """;

    /** Writes a number that is another one each time. */
    private static final String DREAMING = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "_start") (local $digit i32)
                (drop (call $random (i32.const 100) (i32.const 16)))
                (loop $again
                  (i32.store8 (i32.add (local.get $digit) (i32.const 100))
                    (i32.add (i32.const 49)
                      (i32.and (i32.load8_u (i32.add (local.get $digit) (i32.const 100))) (i32.const 7))))
                  (local.set $digit (i32.add (local.get $digit) (i32.const 1)))
                  (br_if $again (i32.lt_u (local.get $digit) (i32.const 16))))
                (i32.store (i32.const 0) (i32.const 100))
                (i32.store (i32.const 4) (i32.const 16))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 12)))))
            """;

    /** A plug-in of Extism that logs and puts out what it was given. */
    private static final String PLUGIN = """
            (module
              (import "extism:host/env" "input_length" (func $length (result i64)))
              (import "extism:host/env" "input_load_u8" (func $load (param i64) (result i32)))
              (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
              (import "extism:host/env" "store_u8" (func $store (param i64 i32)))
              (import "extism:host/env" "output_set" (func $output (param i64 i64)))
              (import "extism:host/env" "log_info" (func $log (param i64)))
              (memory (export "memory") 1)
              (func (export "echo") (result i32)
                (local $at i64) (local $i i64)
                (local.set $at (call $alloc (call $length)))
                (loop $byte
                  (call $store (i64.add (local.get $at) (local.get $i)) (call $load (local.get $i)))
                  (local.set $i (i64.add (local.get $i) (i64.const 1)))
                  (br_if $byte (i64.lt_u (local.get $i) (call $length))))
                (call $log (local.get $at))
                (call $output (local.get $at) (call $length))
                (i32.const 0)))
            """;

    @TempDir
    private Path home;

    @BeforeEach
    void makeHome() throws IOException {
        Files.createDirectories(home.resolve("plugins"));
        module("copying", COPYING);
        module("dreaming", DREAMING);
    }

    @Test
    void findsAHundredRecordedNodesEqual() throws IOException {
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < NODES; i++) {
            nodes.append("  n%d: { type: copying, with: { item: \"%s\" } }%n".formatted(i, "x".repeat(i)));
        }
        run(nodes.toString());

        JsonNode answer = json(0, "replay", "last");

        assertThat(answer.path("equal").asBoolean()).isTrue();
        assertThat(answer.path("attempts")).hasSize(NODES).allSatisfy(attempt -> {
            assertThat(attempt.path("verdict").asText()).isEqualTo("EQUAL");
            assertThat(attempt.path("recorded")).isEqualTo(attempt.path("replayed"));
        });
        assertThat(fuels(answer)).hasSize(NODES).doesNotHaveDuplicates();
    }

    @Test
    void replaysAModuleThatWasReplacedSince() throws IOException {
        run("  a: { type: copying, with: { item: 1 } }\n");
        Files.delete(home.resolve("plugins/copying.wasm"));

        assertThat(sandglass("replay", "last", "a").out()).contains("a attempt 1: equal", "1 of 1 equal");

        deleteKept();
        Captured gone = Captured.plain();
        assertThat(gone.run("replay", "last", "a", "--home", home.toString())).isEqualTo(2);
        assertThat(gone.out()).contains("refused", "neither among the kept modules nor in plugins");
    }

    @Test
    void keepsAModuleAsLongAsARunNamesIt() throws IOException {
        run("  a: { type: copying, with: { item: 1 } }\n");

        sandglass("runs", "prune", "--older-than", "P1D", "--yes");
        assertThat(kept()).hasSize(1);
        sandglass("replay", "last", "a");

        sandglass("runs", "prune", "--older-than", "PT0S");
        assertThat(kept()).hasSize(1);
        sandglass("runs", "prune", "--older-than", "PT0S", "--yes");
        assertThat(kept()).isEmpty();
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> kept = Files.list(home.resolve("modules"))) {
            return kept.toList();
        }
    }

    @Test
    void doesNotBlameANodeThatReadWhatChanges() throws IOException {
        run("  a: { type: dreaming }\n");

        JsonNode answer = json(2, "replay", "last", "a");

        JsonNode attempt = answer.path("attempts").get(0);
        assertThat(attempt.path("verdict").asText()).isEqualTo("UNDECIDED");
        assertThat(attempt.path("explanation").asText()).contains("stdoutSha256", "random_get", "determinism: strict");
    }

    @Test
    void findsANodeEqualWhoseTimeAndChanceAreTheSameEachTime() throws IOException {
        run("  a: { type: dreaming, determinism: strict, with: { files: { a.txt: hello } } }\n");

        JsonNode answer = json(0, "replay", "last", "a");

        assertThat(answer.path("attempts").get(0).path("verdict").asText()).isEqualTo("EQUAL");
    }

    @Test
    void replaysAPluginOfExtism() throws IOException {
        Files.writeString(home.resolve("plugins/echoing.plugin.yaml"), "abi: extism\nentry: echo\n");
        module("echoing", PLUGIN);
        run("  a: { type: echoing, with: { input: hello } }\n");

        JsonNode attempt = json(0, "replay", "last", "a").path("attempts").get(0);

        assertThat(attempt.path("verdict").asText()).isEqualTo("EQUAL");
        assertThat(attempt.path("recorded")).isEqualTo(attempt.path("replayed"));
        assertThat(attempt.path("recorded").path("outcome").asText()).isEqualTo("OK");
    }

    @Test
    void saysWhyItCannot() throws IOException {
        run("  load: { type: copying }\n  plain: { type: echo }\n");

        assertThat(refusal("replay", "last", "laod")).contains("no node 'laod'", "did you mean 'load'");
        assertThat(refusal("replay", "last", "plain")).contains("'plain' is no WASM node", "built-in:echo");
        assertThat(refusal("replay", "last", "load", "--attempt", "2")).contains("has no attempt 2");
        Captured wrong = Captured.plain();
        assertThat(wrong.run("replay", "last", "--attempt", "2", "--home", home.toString()))
                .isEqualTo(2);
        assertThat(wrong.err()).contains("--attempt counts from 1 and needs a node");
    }

    private String refusal(String... words) throws IOException {
        return json(2, words).path("attempts").get(0).path("explanation").asText();
    }

    private static List<String> fuels(JsonNode answer) {
        List<String> fuels = new ArrayList<>();
        answer.path("attempts")
                .forEach(attempt ->
                        fuels.add(attempt.path("recorded").path("fuelUnits").asText()));
        return fuels;
    }

    private void deleteKept() throws IOException {
        for (Path file : kept()) {
            Files.delete(file);
        }
    }

    private void run(String nodes) throws IOException {
        Path file = home.resolve("w.yaml");
        Files.writeString(file, "apiVersion: sandglass/v3\nkind: Workflow\nid: w\nnodes:\n" + nodes);
        sandglass("run", file.toString());
    }

    private Captured sandglass(String... words) {
        Captured terminal = Captured.plain();
        int code = terminal.run(withHome(words));
        assertThat(code).as(terminal.out() + terminal.err()).isZero();
        return terminal;
    }

    private JsonNode json(int code, String... words) throws IOException {
        Captured terminal = Captured.plain();
        List<String> all = new ArrayList<>(List.of(withHome(words)));
        all.addAll(List.of("-o", "json"));
        assertThat(terminal.run(all.toArray(String[]::new)))
                .as(terminal.out() + terminal.err())
                .isEqualTo(code);
        return new ObjectMapper().readTree(terminal.out());
    }

    private String[] withHome(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--home", home.toString()));
        return all.toArray(String[]::new);
    }

    private void module(String name, String wat) throws IOException {
        Path file = home.resolve("plugins").resolve(name + ".wasm");
        Files.write(file, Wat2Wasm.parse(wat));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }
}
