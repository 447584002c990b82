package io.sandglass.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.HttpAnswer;
import io.sandglass.sandbox.capability.HttpClient;
import io.sandglass.sandbox.capability.HttpRequest;
import io.sandglass.sandbox.capability.KeyValues;
import io.sandglass.sandbox.capability.RecordedCall;
import io.sandglass.sandbox.capability.RecordedCalls;
import io.sandglass.sandbox.capability.ReplayedCalls;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final String REQUEST =
            "{\"method\":\"POST\",\"url\":\"https://a.test/x\",\"headers\":{\"k\":\"v\"}}";

    private final List<String> lines = new ArrayList<>();
    private final Map<String, byte[]> values = new HashMap<>();
    private final List<HttpRequest> requests = new ArrayList<>();
    private final Capabilities all = Capabilities.NONE
            .withLog((level, line) -> lines.add(level + " " + line))
            .withValues(new Values(values))
            .withHttp(this::echo)
            .withSecrets(name -> Optional.of("handle-of-" + name).filter(handle -> !name.equals("none")));

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void logs() {
        run(
                "(data (i32.const 0) \"hello\")",
                "(call $show (call $log (i32.const 2) (i32.const 0) (i32.const 5)))",
                all);

        assertThat(lines).containsExactly("WARN hello");
    }

    @Test
    void keepsAndForgetsValues() {
        SandboxResult result = run("(data (i32.const 0) \"keyvalue\")", """
                (call $show (call $kv_get (i32.const 0) (i32.const 3)))
                (call $show (call $kv_set (i32.const 0) (i32.const 3) (i32.const 3) (i32.const 5)))
                (call $show (call $kv_get (i32.const 0) (i32.const 3)))
                (call $show (call $answer_length))
                (call $print (i32.const 100) (call $answer_read (i32.const 100) (i32.const 3)))
                (call $show (call $kv_delete (i32.const 0) (i32.const 3)))
                (call $show (call $kv_get (i32.const 0) (i32.const 3)))
                """, all);

        assertThat(shown(result))
                .isEqualTo(letter(-3) + letter(0) + letter(5) + letter(5) + "val" + letter(0) + letter(-3));
        assertThat(values).isEmpty();
    }

    @Test
    void makesRequests() {
        SandboxResult result =
                run(data(REQUEST) + "(data (i32.const 500) \"bodyX-Echo\")", """
                (call $show (call $http (i32.const 0) (i32.const %d) (i32.const 500) (i32.const 4)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                (call $print (i32.const 700)
                  (call $http_header (i32.const 504) (i32.const 6) (i32.const 700) (i32.const 100)))
                (call $show (call $http_header (i32.const 500) (i32.const 4) (i32.const 0) (i32.const 0)))
                """.formatted(REQUEST.length()), all);

        assertThat(shown(result)).isEqualTo(letter(200) + "bodyv" + letter(-3));
        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.url()).isEqualTo("https://a.test/x");
            assertThat(request.headers()).containsExactly(Map.entry("k", "v"));
        });
    }

    @Test
    void tellsTheGuestWhyThereIsNoAnswer() {
        HttpClient dead = (request, maxBody, timeout) -> {
            throw new IOException("nobody is there");
        };

        SandboxResult result = run(data(REQUEST), """
                (call $show (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                """.formatted(REQUEST.length()), all.withHttp(dead));

        assertThat(shown(result)).isEqualTo(letter(-5) + "nobody is there");
    }

    @Test
    void givesHandlesOfSecrets() {
        SandboxResult result = run("(data (i32.const 0) \"keynone\")", """
                (call $show (call $secret (i32.const 0) (i32.const 3)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                (call $show (call $secret (i32.const 3) (i32.const 4)))
                """, all);

        assertThat(shown(result)).isEqualTo(letter(13) + "handle-of-key" + letter(-3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(call $log (i32.const 0) (i32.const 0) (i32.const 0))                    | permissions: { log: true }",
                "(call $kv_get (i32.const 0) (i32.const 1))                               | permissions: { kv: true }",
                "(call $kv_set (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 1))   | permissions: { kv: true }",
                "(call $kv_delete (i32.const 0) (i32.const 1))                            | permissions: { kv: true }",
                "(call $http (i32.const 0) (i32.const 26) (i32.const 0) (i32.const 0))    | permissions: { http: [api.test] }",
                "(call $secret (i32.const 15) (i32.const 8))                              | permissions: { secrets: [api.test] }",
            })
    void endsAGuestThatUsesWhatIsNotGrantedAtTheCall(String call, String grant) {
        String url = "{\"url\":\"http://api.test/\"}";
        SandboxResult result = run(
                data(url),
                "(call $print (i32.const 0) (i32.const 1)) (drop " + call + ") (call $show (i32.const 0))",
                Capabilities.NONE);

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(result.outcome().retryable()).isFalse();
        assertThat(result.stdout()).as("what came before the call").isEqualTo(new byte[] {'{'});
        assertThat(result.fault().orElseThrow().message()).contains(grant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(call $log (i32.const 0) (i32.const 131071) (i32.const 2))",
                "(call $log (i32.const 0) (i32.const -1) (i32.const 2))",
                "(call $kv_get (i32.const 131073) (i32.const 0))",
                "(call $kv_set (i32.const 0) (i32.const 1) (i32.const 131000) (i32.const 100))",
                "(call $http (i32.const -4) (i32.const 8) (i32.const 0) (i32.const 0))",
                "(call $http (i32.const 0) (i32.const 1) (i32.const 131072) (i32.const 1))",
                "(call $secret (i32.const -1) (i32.const 1))",
                "(call $answer_read (i32.const 0) (i32.const -1))",
                "(call $answer_read (i32.const 131072) (i32.const 1))",
                "(call $http_header (i32.const 131072) (i32.const 1) (i32.const 0) (i32.const 0))",
            })
    void answersPointersOutOfMemoryWithAnError(String call) {
        assertThat(shown(run("", "(call $show " + call + ")", all))).isEqualTo(letter(-1));
        assertThat(lines).isEmpty();
        assertThat(requests).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(call $log (i32.const 0) (i32.const 0) (i32.const 16385))",
                "(call $log (i32.const 0) (i32.const 0) (i32.const -1))",
                "(call $kv_get (i32.const 0) (i32.const 513))",
                "(call $kv_set (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 65537))",
                "(call $http (i32.const 0) (i32.const 65537) (i32.const 0) (i32.const 0))",
                "(call $http (i32.const 0) (i32.const 1) (i32.const 0) (i32.const 1048577))",
                "(call $http (i32.const 0) (i32.const 1) (i32.const 0) (i32.const -2147483648))",
                "(call $secret (i32.const 0) (i32.const 1000000000))",
            })
    void answersLengthsBeyondTheCapsWithAnError(String call) {
        assertThat(shown(run("", "(call $show " + call + ")", all))).isEqualTo(letter(-4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"url\":1}",
                "{\"url\":\"a\"} ",
                "{\"url\":\"a\",\"url\":\"b\"}",
                "{\"uri\":\"a\"}",
                "{\"url\":\"a\",\"headers\":[]}",
                "{\"url\":\"a\",\"headers\":{\"k\":{}}}",
                "{\"url\":\"a\",\"headers\":{\"k\":\"1\",\"k\":\"2\"}}",
                "{\"url\":\"a",
                "{\"url\":\"\\u12G4\"}",
                "{\"url\":\"\\x\"}",
                "{\"url\":\"a\"}x",
                "{\"url\":\"a\",}",
            })
    void answersRequestsThatAreNoneWithAnError(String request) {
        SandboxResult result = run(
                data(request),
                "(call $show (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))"
                        .formatted(request.length()),
                all);

        boolean fine = request.equals("{\"url\":\"a\"} ");
        assertThat(shown(result)).isEqualTo(letter(fine ? 200 : -2));
    }

    @Test
    void refusesTextsThatAreNoUtf8() {
        SandboxResult result = run(
                "(data (i32.const 0) \"\\ff\\fe\")", "(call $show (call $kv_get (i32.const 0) (i32.const 2)))", all);

        assertThat(shown(result)).isEqualTo(letter(-2));
    }

    @Test
    void takesFuelForEachCallAndForItsBytes() {
        long idle = fuel("");
        long log = fuel("(drop (call $log (i32.const 0) (i32.const 0) (i32.const 0)))");
        long longLog = fuel("(drop (call $log (i32.const 0) (i32.const 0) (i32.const 1600)))");
        long get = fuel("(drop (call $kv_get (i32.const 0) (i32.const 1)))");
        long http = fuel("(drop (call $http (i32.const 8) (i32.const 11) (i32.const 0) (i32.const 0)))");

        assertThat(log - idle).isBetween(100L, 120L);
        assertThat(longLog - log).isEqualTo(100);
        assertThat(get - idle).isBetween(500L, 520L);
        assertThat(http - idle).isBetween(10_000L, 10_030L);
    }

    @Test
    void endsAGuestThatCannotPay() {
        SandboxModule module = module("", "(loop (drop (call $kv_get (i32.const 0) (i32.const 1))) (br 0))");

        SandboxResult result = SANDBOX.run(module, call(all).withLimits(SandboxLimits.DEFAULTS.withFuelUnits(20_000)));

        assertThat(result.outcome()).isEqualTo(Outcome.FUEL_EXHAUSTED);
        assertThat(result.usage().fuelUnits()).isGreaterThanOrEqualTo(20_000);
        assertThat(result.usage().hostCalls()).isBetween(35L, 40L);
    }

    @Test
    void countsCallsAgainstTheLimitOfHostCalls() {
        SandboxResult result = run("", "(loop (drop (call $answer_length)) (br 0))", all);

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(result.usage().hostCalls()).isEqualTo(10_001);
    }

    @Test
    void givesARequestNoMoreTimeThanTheGuestHasLeft() {
        List<Duration> given = new ArrayList<>();
        HttpClient client = (request, maxBody, timeout) -> {
            given.add(timeout);
            return new HttpAnswer(204, Map.of(), new byte[0]);
        };
        String ask = "(drop (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))"
                .formatted(REQUEST.length());

        SANDBOX.run(
                module(data(REQUEST), ask),
                call(all.withHttp(client)).withLimits(SandboxLimits.DEFAULTS.withWall(Duration.ofSeconds(2))));
        run(data(REQUEST), ask, all.withHttp(client));

        assertThat(given.get(0)).isLessThan(Duration.ofSeconds(2)).isPositive();
        assertThat(given.get(1)).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void endsAGuestWhoseCapabilityBreaks() {
        SandboxResult result =
                run("", "(drop (call $log (i32.const 0) (i32.const 0) (i32.const 0)))", all.withLog((level, line) -> {
                    throw new IllegalStateException("the disk is gone");
                }));

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_FAILED);
        assertThat(result.fault().orElseThrow().message()).contains("the disk is gone");
    }

    @Test
    void replaysWhatWasRecordedWithoutTheWorld() {
        String body = """
                (call $show (call $kv_get (i32.const 0) (i32.const 1)))
                (call $show (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))
                (call $show (call $secret (i32.const 0) (i32.const 1)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                """.formatted(REQUEST.length());
        RecordedCalls recorded = new RecordedCalls(1 << 20);
        SandboxResult first = run(data(REQUEST), body, all.withRecorder(recorded));
        ReplayedCalls replayed = new ReplayedCalls(recorded.calls());

        SandboxResult again = run(data(REQUEST), body, Capabilities.NONE.withRecorder(replayed));

        assertThat(recorded.isComplete()).isTrue();
        assertThat(recorded.calls())
                .extracting(RecordedCall::function)
                .containsExactly("sandglass.kv_get", "sandglass.http", "sandglass.secret");
        assertThat(again.outcome()).isEqualTo(Outcome.OK);
        assertThat(again.stdout()).isEqualTo(first.stdout());
        assertThat(again.usage().fuelUnits()).isEqualTo(first.usage().fuelUnits());
        assertThat(replayed.left()).isZero();
        assertThat(requests).hasSize(1);
    }

    @Test
    void replaysADenial() {
        String body = "(drop (call $kv_get (i32.const 0) (i32.const 1)))";
        RecordedCalls recorded = new RecordedCalls(1 << 20);
        SandboxResult first = run("", body, Capabilities.NONE.withRecorder(recorded));

        SandboxResult again = run("", body, all.withRecorder(new ReplayedCalls(recorded.calls())));

        assertThat(again.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(again.fault()).isEqualTo(first.fault());
    }

    @Test
    void endsAReplayThatAsksForSomethingElse() {
        RecordedCalls recorded = new RecordedCalls(1 << 20);
        run("", "(drop (call $kv_get (i32.const 0) (i32.const 1)))", all.withRecorder(recorded));

        for (String other : List.of(
                "(drop (call $kv_get (i32.const 0) (i32.const 2)))",
                "(drop (call $kv_delete (i32.const 0) (i32.const 1)))",
                "(drop (call $kv_get (i32.const 0) (i32.const 1))) (drop (call $kv_get (i32.const 0) (i32.const 1)))")) {
            SandboxResult result = run("", other, all.withRecorder(new ReplayedCalls(recorded.calls())));

            assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_FAILED);
            assertThat(result.fault().orElseThrow().kind()).isEqualTo("replay-diverged");
        }
    }

    @Test
    void saysWhenItCouldNotKeepEverything() {
        RecordedCalls recorded = new RecordedCalls(200);

        run("", """
                (drop (call $kv_get (i32.const 0) (i32.const 1)))
                (drop (call $kv_get (i32.const 0) (i32.const 1)))
                """, all.withRecorder(recorded));

        assertThat(recorded.isComplete()).isFalse();
        assertThat(recorded.calls()).hasSize(1);
    }

    private HttpAnswer echo(HttpRequest request, long maxBody, Duration timeout) {
        requests.add(request);
        return new HttpAnswer(200, Map.of("x-echo", "v"), request.body());
    }

    private long fuel(String body) {
        SandboxResult result = run("(data (i32.const 8) \"{\\22url\\22:\\22a\\22}\")", body, all);
        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        return result.usage().fuelUnits();
    }

    private static SandboxResult run(String fields, String body, Capabilities granted) {
        return SANDBOX.run(module(fields, body), call(granted));
    }

    private static Invocation call(Capabilities granted) {
        return Invocation.of(new byte[0]).withCapabilities(granted);
    }

    private static String shown(SandboxResult result) {
        assertThat(result.outcome()).as("%s", result.fault()).isEqualTo(Outcome.OK);
        return new String(result.stdout(), ISO_8859_1);
    }

    /** What {@code $show} writes for a number. */
    private static String letter(int number) {
        return (char) ('a' + number & 0xFF) + " ";
    }

    /** At address 0. */
    private static String data(String text) {
        return "(data (i32.const 0) \"" + text.replace("\\", "\\\\").replace("\"", "\\22") + "\")";
    }

    /** A command with the functions of {@code sandglass}, with {@code $print}, and {@code $show}: 'a' plus a number. */
    private static SandboxModule module(String fields, String body) {
        return SANDBOX.load(Wat.module("""
                (module
                  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "log" (func $log (param i32 i32 i32) (result i32)))
                  (import "sandglass" "kv_get" (func $kv_get (param i32 i32) (result i32)))
                  (import "sandglass" "kv_set" (func $kv_set (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "kv_delete" (func $kv_delete (param i32 i32) (result i32)))
                  (import "sandglass" "http" (func $http (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "http_header" (func $http_header (param i32 i32 i32 i32) (result i32)))
                  (import "sandglass" "secret" (func $secret (param i32 i32) (result i32)))
                  (import "sandglass" "answer_length" (func $answer_length (result i32)))
                  (import "sandglass" "answer_read" (func $answer_read (param i32 i32) (result i32)))
                  (memory (export "memory") 2)
                  (func $print (param $address i32) (param $length i32)
                    (i32.store (i32.const 65536) (local.get $address))
                    (i32.store (i32.const 65540) (local.get $length))
                    (drop (call $write (i32.const 1) (i32.const 65536) (i32.const 1) (i32.const 65544))))
                  (func $show (param $number i32)
                    (i32.store8 (i32.const 65550) (i32.add (local.get $number) (i32.const 97)))
                    (i32.store8 (i32.const 65551) (i32.const 32))
                    (call $print (i32.const 65550) (i32.const 2)))
                  %s
                  (func (export "_start") %s))
                """.formatted(fields, body)));
    }

    private record Values(Map<String, byte[]> kept) implements KeyValues {
        @Override
        public Optional<byte[]> get(String key) {
            return Optional.ofNullable(kept.get(key));
        }

        @Override
        public void set(String key, byte[] value) {
            kept.put(key, value);
        }

        @Override
        public void delete(String key) {
            kept.remove(key);
        }
    }
}
