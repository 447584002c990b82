package io.sandglass.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program of the guide to the library, compiled and run as it stands there. */
@Timeout(120)
class LibraryGuideTest {
    private static final Path GUIDE = Path.of("..", "docs", "guide", "sandbox-library.md");
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /** Reads a request from its input, sends it with a body of some length, and writes the body of the answer; logs a word before. */
    private static final String FETCHING = """
            (module
              (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
              (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
              (import "sandglass" "log" (func $log (param i32 i32 i32) (result i32)))
              (import "sandglass" "http" (func $http (param i32 i32 i32 i32) (result i32)))
              (import "sandglass" "answer_read" (func $answer (param i32 i32) (result i32)))
              (memory (export "memory") 1)
              (data (i32.const 16) "asking")
              (func (export "_start")
                (drop (call $log (i32.const 1) (i32.const 16) (i32.const 6)))
                (i32.store (i32.const 0) (i32.const 100))
                (i32.store (i32.const 4) (i32.const 1000))
                (drop (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
                (drop (call $http (i32.const 100) (i32.load (i32.const 8)) (i32.const 16) (i32.const %d)))
                (i32.store (i32.const 0) (i32.const 2000))
                (i32.store (i32.const 4) (call $answer (i32.const 2000) (i32.const 1000)))
                (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))
            """;

    @TempDir
    Path scratch;

    private final HttpServer peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    LibraryGuideTest() throws IOException {}

    @BeforeEach
    void compileTheProgram() throws IOException {
        peer.createContext("/", exchange -> answer(exchange, 200, "hello".getBytes(UTF_8)));
        peer.createContext(
                "/echo",
                exchange -> answer(exchange, 200, exchange.getRequestBody().readAllBytes()));
        peer.createContext("/missing", exchange -> answer(exchange, 404, "no such page".getBytes(UTF_8)));
        peer.start();
        Path program = Files.writeString(scratch.resolve("RunGuest.java"), program());
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int code = ToolProvider.getSystemJavaCompiler()
                .run(null, said, said, "-Xlint:all,-path", "-Werror", "-cp", CLASS_PATH, program.toString());
        assertThat(code).as(said.toString(UTF_8)).isZero();
    }

    @AfterEach
    void stop() {
        peer.stop(0);
    }

    @Test
    void theProgramOfTheGuideRunsAGuestThatCallsTheHostItIsGranted() throws Exception {
        String said = run("{\"url\": \"" + origin() + "/greeting\"}");

        assertThat(said)
                .contains("[INFO] asking", "said  hello", "ended OK, exit code 0", " units of fuel, ", " 5 host calls");
    }

    @Test
    void whatTheGuestSendsGoesOutAndAnErrorIsAnAnswer() throws Exception {
        String said = run("{\"method\": \"POST\", \"url\": \"" + origin() + "/echo\"}", 6);
        String missing = run("{\"url\": \"" + origin() + "/missing\"}");

        assertThat(said).contains("said  asking", "ended OK");
        assertThat(missing).contains("said  no such page", "ended OK");
    }

    @Test
    void anotherHostEndsTheGuestWithAFaultThatSaysSo() throws Exception {
        String said = run("{\"url\": \"http://elsewhere.example.test/\"}");

        assertThat(said)
                .contains("fault host-call-denied: this program lets guests call " + origin() + " only", "ended HOST_");
    }

    private String origin() {
        return "http://127.0.0.1:" + peer.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String run(String input) throws IOException, InterruptedException {
        return run(input, 0);
    }

    private String run(String input, int bodyLength) throws IOException, InterruptedException {
        Path module = Files.write(scratch.resolve("guest.wasm"), Wat.module(FETCHING.formatted(bodyLength)));
        Path stdin = Files.writeString(scratch.resolve("stdin"), input);
        Path said = scratch.resolve("said");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        scratch + File.pathSeparator + CLASS_PATH,
                        "RunGuest",
                        module.toString(),
                        origin())
                .redirectInput(stdin.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(said.toFile()))
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String text = Files.readString(said);
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String program() throws IOException {
        String guide = Files.readString(GUIDE);
        int start = guide.indexOf("```java\n") + "```java\n".length();
        return guide.substring(start, guide.indexOf("\n```", start));
    }
}
