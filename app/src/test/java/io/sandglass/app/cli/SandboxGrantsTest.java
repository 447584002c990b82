package io.sandglass.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Modules with host calls, tried out from the command line. */
@Timeout(60)
class SandboxGrantsTest {
    /** Some call; then what was answered is written. */
    private static final String ASKING = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "sandglass" "log" (func $log (param i32 i32 i32) (result i32)))
              (import "sandglass" "http" (func $http (param i32 i32 i32 i32) (result i32)))
              (import "sandglass" "kv_set" (func $set (param i32 i32 i32 i32) (result i32)))
              (import "sandglass" "kv_get" (func $get (param i32 i32) (result i32)))
              (import "sandglass" "secret" (func $secret (param i32 i32) (result i32)))
              (import "sandglass" "answer_read" (func $answer (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "key")
              (data (i32.const 24) "[42]")
              (data (i32.const 32) "PATH")
              (func (export "_start")
                (i32.store (i32.const 0) (i32.const 100))
                (i32.store (i32.const 4) (i32.const 1000))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                %s
                (i32.store (i32.const 0) (i32.const 2000))
                (i32.store (i32.const 4) (call $answer (i32.const 2000) (i32.const 1000)))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
            """;

    private static final String HTTP =
            "(drop (call $http (i32.const 100) (i32.load (i32.const 8)) (i32.const 0) (i32.const 0)))";
    private static final String KV = """
            (drop (call $set (i32.const 16) (i32.const 3) (i32.const 24) (i32.const 4)))
            (drop (call $get (i32.const 16) (i32.const 3)))""";
    private static final String SECRET = "(drop (call $secret (i32.const 32) (i32.const 4)))";
    private static final String LOG = "(drop (call $log (i32.const 2) (i32.const 16) (i32.const 3)))";

    @TempDir
    Path scratch;

    private final HttpServer peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    SandboxGrantsTest() throws IOException {}

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    @Test
    void logLinesAreShownWithoutAGrant() throws IOException {
        assertThat(run(0, LOG).err()).contains("| warn: key");
        assertThat(run(0, LOG, "--grant", "log", "-o", "json").out())
                .containsSubsequence("\"level\" : \"warn\"", "\"text\" : \"key\"");
    }

    @Test
    void logLinesAreKeptUpToTheLimitOfLogs() throws IOException {
        String flood = "(loop (drop (call $log (i32.const 1) (i32.const 3000) (i32.const 16384))) (br 0))";

        String said = run(1, flood).err();

        assertThat(said)
                .contains("HOST_CALL_LIMIT", "| warn: further lines are dropped: the limit of 262144 bytes is reached")
                .hasSizeLessThan(8 * 262_144);
        assertThat(said.lines().filter(line -> line.startsWith("| info: "))).hasSize(16);
    }

    @Test
    void valuesAreKeptForTheRunIfGranted() throws IOException {
        assertThat(run(0, KV, "--grant", "kv").out()).isEqualTo("[42]");
        assertThat(run(1, KV).err()).contains("HOST_CALL_DENIED", "kv: true", "here      --grant");
    }

    @Test
    void aSecretIsGivenAsAHandleOnly() throws IOException {
        assertThat(run(0, SECRET, "--grant", "secret=PATH").out())
                .startsWith("sgsecret")
                .doesNotContain(System.getenv("PATH"));
        assertThat(run(1, SECRET).err()).contains("HOST_CALL_DENIED", "secrets: [PATH]");
    }

    @Test
    void requestsGoWhereTheGrantLeadsByTheRulesOfANode() throws IOException {
        peer.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write("hello".getBytes(UTF_8));
            exchange.close();
        });
        peer.start();
        Path stdin = Files.writeString(
                scratch.resolve("request"),
                "{\"url\": \"http://127.0.0.1:" + peer.getAddress().getPort() + "/\"}");
        List<String> granted = List.of("--stdin", stdin.toString(), "--grant", "http=127.0.0.1");
        List<String> nearToo = new ArrayList<>(granted);
        nearToo.addAll(List.of("--grant", "privateNetworks"));

        assertThat(run(0, HTTP, nearToo.toArray(String[]::new)).out()).isEqualTo("hello");
        assertThat(run(1, HTTP, granted.toArray(String[]::new)).err()).contains("HOST_CALL_DENIED", "127.0.0.1");
        assertThat(run(1, HTTP, "--stdin", stdin.toString()).err()).contains("HOST_CALL_DENIED", "127.0.0.1");
    }

    @Test
    void hostsAreWrittenAsAWorkflowWritesThem() throws IOException {
        assertThat(run(0, LOG, "--grant", "http=*.example.test:8443").err()).contains("| warn: key");
        for (String host : List.of("*", "a*b", "..", "https://api.example.test", "b\u00fccher.example.test")) {
            assertThat(run(2, LOG, "--grant", "http=" + host).err()).contains("is no host");
        }
    }

    private Captured run(int code, String body, String... options) throws IOException {
        Path module = Files.write(scratch.resolve("asking.wasm"), Wat2Wasm.parse(ASKING.formatted(body)));
        List<String> words = new ArrayList<>(List.of("sandbox", "run", module.toString()));
        words.addAll(List.of(options));
        Captured terminal = Captured.plain();
        assertThat(terminal.run(words.toArray(String[]::new)))
                .as(terminal.out() + terminal.err())
                .isEqualTo(code);
        return terminal;
    }
}
