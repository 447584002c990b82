package io.sandglass.app.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A canary is sent out by a guest and sung back by the server: nothing of it may stay. */
class SecretsTest {
    private static final String CANARY = "canary-5f3a9c-yellow";

    @TempDir
    Path scratch;

    private final CompletableFuture<String> request = new CompletableFuture<>();

    @Test
    void leavesNoTraceOfASecretInHistoryLogsAndOutputs() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> echo(server), "echo");
            thread.setDaemon(true);
            thread.start();
            Path home = home(server.getLocalPort());
            Captured terminal = Captured.plain();

            int code = terminal.run("run", workflow().toString(), "-o", "json", "--home", home.toString());
            terminal.run("runs", "show", "last", "-o", "json", "--home", home.toString());
            terminal.run("runs", "logs", "last", "--home", home.toString());
            terminal.run("runs", "explain", "last", "--home", home.toString());

            String told = terminal.out() + terminal.err();
            assertThat(code).as(told).isZero();
            assertThat(request.get(10, TimeUnit.SECONDS)).contains("authorization: Bearer " + CANARY);
            assertThat(told).contains("[secret]");
            assertThat(traces(told)).isEmpty();
            try (Stream<Path> files = Files.walk(home)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(traces(new String(Files.readAllBytes(file), ISO_8859_1)))
                            .as(file.toString())
                            .isEmpty();
                }
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
                grants: { secrets: [ordersApi], privateNetworks: true }
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

    /** Answers with the secret that it was sent, as it is and in Base64, as a JSON text. */
    private void echo(ServerSocket server) {
        try (Socket socket = server.accept()) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) socket.getInputStream().read());
            }
            request.complete(head.toString());
            String secret = head.substring(head.indexOf("Bearer ") + 7)
                    .lines()
                    .findFirst()
                    .orElse("");
            String body = "\"" + secret + " " + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8)) + "\"";
            socket.getOutputStream()
                    .write(("HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8));
        } catch (IOException broken) {
            request.completeExceptionally(broken);
        }
    }
}
