package io.sandglass.sandbox;

import static io.sandglass.sandbox.CapabilityWorld.data;
import static io.sandglass.sandbox.CapabilityWorld.letter;
import static io.sandglass.sandbox.CapabilityWorld.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.Capabilities;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest is told that asks for what it may not have, or asks wrongly. */
class CapabilityRefusalsTest {
    private final CapabilityWorld world = new CapabilityWorld();

    @AfterEach
    void close() {
        world.close();
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
        SandboxResult result = world.run(
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
        assertThat(shown(world.run("", "(call $show " + call + ")", world.all))).isEqualTo(letter(-1));
        assertThat(world.lines).isEmpty();
        assertThat(world.requests).isEmpty();
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
        assertThat(shown(world.run("", "(call $show " + call + ")", world.all))).isEqualTo(letter(-4));
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
        SandboxResult result = world.run(
                data(request),
                "(call $show (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))"
                        .formatted(request.length()),
                world.all);

        boolean fine = request.equals("{\"url\":\"a\"} ");
        assertThat(shown(result)).isEqualTo(letter(fine ? 200 : -2));
    }

    @Test
    void refusesTextsThatAreNoUtf8() {
        SandboxResult result = world.run(
                "(data (i32.const 0) \"\\ff\\fe\")",
                "(call $show (call $kv_get (i32.const 0) (i32.const 2)))",
                world.all);

        assertThat(shown(result)).isEqualTo(letter(-2));
    }
}
