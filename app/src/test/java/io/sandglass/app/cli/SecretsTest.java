package io.sandglass.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary is sent out by a guest and sung back by the server: nothing of it may stay. */
class SecretsTest {
    private static final String CANARY = "canary-5f3a9c-yellow";

    @TempDir
    Path scratch;

    @Test
    void leavesNoTraceOfASecretInHistoryLogsAndOutputs() throws Exception {
        try (SecretEcho server = new SecretEcho()) {
            Path home = home(server.port());

            Captured terminal = told(home, workflow());

            assertThat(server.heads().get(0)).contains("authorization: Bearer " + CANARY);
            assertThat(terminal.out() + terminal.err()).contains("[secret]");
            assertLeavesNoTrace(terminal, home);
        }
    }

    @Test
    void leavesNoTraceOfASecretThatTheHostPutsIntoConfigs() throws Exception {
        try (SecretEcho server = new SecretEcho()) {
            Path home = home(server.port());

            Captured terminal = told(home, hostWorkflow(server.port()));

            assertThat(server.heads())
                    .hasSize(2)
                    .anySatisfy(head -> assertThat(head).contains("authorization: Bearer " + CANARY))
                    .anySatisfy(head -> assertThat(head).contains("GET /?key=" + CANARY + " "));
            assertThat(terminal.out() + terminal.err()).contains("[secret]", "Exit.3", "it was [secret]");
            assertLeavesNoTrace(terminal, home);
        }
    }

    /** What a run and all that tells of it print. */
    private static Captured told(Path home, Path workflow) {
        Captured terminal = Captured.plain();
        String at = home.toString();
        for (String[] command : List.of(
                new String[] {"run", workflow.toString(), "-o", "json"},
                new String[] {"validate", workflow.toString()},
                new String[] {"runs", "show", "last", "-o", "json"},
                new String[] {"runs", "logs", "last"},
                new String[] {"runs", "explain", "last"},
                new String[] {"replay", "last", "ask"},
                new String[] {"sql", "select * from report.attempts"},
                new String[] {"sql", "select * from report.events"})) {
            String[] whole = Arrays.copyOf(command, command.length + 2);
            whole[command.length] = "--home";
            whole[command.length + 1] = at;
            terminal.run(whole);
        }
        return terminal;
    }

    private static void assertLeavesNoTrace(Captured terminal, Path home) throws IOException {
        assertThat(traces(terminal.out() + terminal.err())).isEmpty();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(traces(new String(Files.readAllBytes(file), ISO_8859_1)))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    private static List<String> traces(String text) {
        String base64 = Base64.getEncoder().encodeToString(CANARY.getBytes(UTF_8));
        return Stream.of(CANARY, base64.substring(0, base64.length() - 4))
                .filter(text::contains)
                .toList();
    }

    private Path home(int port) throws IOException {
        Path home = Files.createDirectories(scratch.resolve("home"));
        Files.writeString(scratch.resolve("orders.key"), CANARY + "\n");
        Files.writeString(home.resolve("sandglass.yaml"), """
                grants: { secrets: [ordersApi], privateNetworks: true, exec: [sh] }
                secrets: { ordersApi: { file: ../orders.key } }
                """);
        Files.createDirectories(home.resolve("plugins"));
        Files.write(home.resolve("plugins/asker.wasm"), Wat2Wasm.parse(asker(port)));
        return home;
    }

    private Path workflow() throws IOException {
        return Files.writeString(scratch.resolve("secrets.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: secrets
                nodes:
                  ask:
                    type: asker
                    permissions: { http: [127.0.0.1], privateNetworks: true, secrets: [ordersApi], kv: true }
                outputs: { said: "{{ nodes.ask.output }}" }
                """);
    }

    /** Whatever the host can put a secret into, answered by something that sings it back; one node fails with it. */
    private Path hostWorkflow(int port) throws IOException {
        return Files.writeString(scratch.resolve("host.yaml"), """
                apiVersion: sandglass/v3
                kind: Workflow
                id: host
                failurePolicy: ALWAYS
                nodes:
                  header:
                    type: http
                    with: { url: "http://127.0.0.1:%1$d/", headers: { Authorization: "Bearer {{ secrets.ordersApi }}" } }
                    permissions: { http: [127.0.0.1], privateNetworks: true, secrets: [ordersApi] }
                  query:
                    type: http
                    with: { url: "http://127.0.0.1:%1$d/", query: { key: "{{ secrets.ordersApi }}" } }
                    permissions: { http: [127.0.0.1], privateNetworks: true, secrets: [ordersApi] }
                  says:
                    type: shell
                    with: { argv: [sh, -c, "echo $KEY; echo $KEY | base64 >&2"], env: { KEY: "{{ secrets.ordersApi }}" } }
                    permissions: { exec: [sh], secrets: [ordersApi] }
                  fails:
                    type: shell
                    with: { argv: [sh, -c, "echo it was $KEY >&2; exit 3"], env: { KEY: "{{ secrets.ordersApi }}" } }
                    permissions: { exec: [sh], secrets: [ordersApi] }
                  after: { type: echo, needs: [header, says], with: { one: "{{ nodes.says.output }}" } }
                """.formatted(port));
    }

    /** Puts a secret into a header; logs, keeps and puts out what comes back. */
    private static String asker(int port) {
        String url = "http://127.0.0.1:" + port + "/";
        String head = "{\"url\":\"" + url + "\",\"headers\":{\"authorization\":\"Bearer ";
        return """
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "log" (func $log (param i32 i32 i32) (result i32)))
                  (import "sandglass" "kv_set" (func $kv_set (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "http" (func $http (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "secret" (func $secret (param i32 i32) (result i32)))
                  (import "sandglass" "answer_read" (func $answer_read (param i32 i32) (result i32)))
                  (memory (export "memory") 1)
                  (data (i32.const 0) "ordersApi")
                  (data (i32.const 16) "\\22}}")
                  (data (i32.const 100) "%s")
                  (func (export "_start")
                    (local $end i32) (local $length i32)
                    (drop (call $secret (i32.const 0) (i32.const 9)))
                    (local.set $end (i32.add (i32.const %d) (call $answer_read (i32.const %d) (i32.const 500))))
                    (memory.copy (local.get $end) (i32.const 16) (i32.const 3))
                    (drop (call $http (i32.const 100)
                      (i32.sub (i32.add (local.get $end) (i32.const 3)) (i32.const 100)) (i32.const 0) (i32.const 0)))
                    (local.set $length (call $answer_read (i32.const 8000) (i32.const 8000)))
                    (drop (call $log (i32.const 1) (i32.const 8000) (local.get $length)))
                    (drop (call $kv_set (i32.const 0) (i32.const 9) (i32.const 8000) (local.get $length)))
                    (i32.store (i32.const 20000) (i32.const 8000))
                    (i32.store (i32.const 20004) (local.get $length))
                    (drop (call $write (i32.const 1) (i32.const 20000) (i32.const 1) (i32.const 20008)))))
                """.formatted(head.replace("\"", "\\22"), 100 + head.length(), 100 + head.length());
    }
}
