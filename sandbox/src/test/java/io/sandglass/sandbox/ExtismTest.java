package io.sandglass.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.HttpAnswer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtismTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final String REQUEST = "{\"url\":\"http://a.test/\"}";
    private static final String ECHO = """
            (local $n i64) (local $at i64) (local $i i64)
            (local.set $n (call $input_length))
            (local.set $at (call $alloc (local.get $n)))
            (block $done
              (loop $next
                (br_if $done (i64.ge_u (local.get $i) (local.get $n)))
                (call $store_u8
                  (i64.add (local.get $at) (local.get $i)) (call $input_load_u8 (local.get $i)))
                (local.set $i (i64.add (local.get $i) (i64.const 1)))
                (br $next)))
            (call $output_set (local.get $at) (local.get $n))
            """;

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void handsInputToThePluginAndTakesItsOutput() {
        SandboxResult result = run("", ECHO + "(i32.const 0)", "hällo", Capabilities.NONE);

        assertThat(result.outcome()).as("%s", result.fault()).isEqualTo(Outcome.OK);
        assertThat(result.stdout()).asString(UTF_8).isEqualTo("hällo");
        assertThat(result.usage().stdinBytes()).isEqualTo("hällo".getBytes(UTF_8).length);
    }

    @Test
    void runsConstructorsFirst() {
        SandboxResult result = run("""
                (global $ready (mut i32) (i32.const 7))
                (func (export "_initialize") (global.set $ready (i32.const 0)))
                """, "(global.get $ready)", "", Capabilities.NONE);

        assertThat(result.outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void takesTheErrorForTheLastLineOfTheLog() {
        SandboxResult result = run(data("no luck"), """
                (call $error_set %s)
                (i32.const 3)
                """.formatted(kept("no luck")), "", Capabilities.NONE);

        assertThat(result.outcome()).isEqualTo(Outcome.EXIT_NONZERO);
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.stderr()).asString(UTF_8).isEqualTo("\nno luck\n");
    }

    @Test
    void keepsVariablesAndAnswersConfig() {
        SandboxResult result = run(data("colour"), """
                (local $key i64)
                (local.set $key %s)
                (call $var_set (local.get $key) (call $config_get (local.get $key)))
                (local.set $key (call $var_get (local.get $key)))
                (call $output_set (local.get $key) (call $length (local.get $key)))
                (i32.const 0)
                """.formatted(kept("colour")), "", Capabilities.NONE);

        assertThat(result.stdout()).asString(UTF_8).isEqualTo("green");
    }

    @Test
    void logsAndMakesRequestsAsGranted() {
        List<String> lines = new ArrayList<>();
        Capabilities granted = Capabilities.NONE
                .withLog((level, line) -> lines.add(level + " " + line))
                .withHttp((request, terms) ->
                        new HttpAnswer(201, Map.of("a", "\"b\""), (request.method() + request.url()).getBytes(UTF_8)));

        SandboxResult result = run(data(REQUEST), """
                (local $at i64)
                (local.set $at %s)
                (call $log_warn (local.get $at))
                (local.set $at (call $http_request (local.get $at) (i64.const 0)))
                (call $log_info (local.get $at))
                (call $log_info (call $http_headers))
                (i32.sub (call $http_status_code) (i32.const 201))
                """.formatted(kept(REQUEST)), "", granted);

        assertThat(result.outcome()).as("%s", result.fault()).isEqualTo(Outcome.OK);
        assertThat(lines)
                .containsExactly(
                        "WARN {\"url\":\"http://a.test/\"}", "INFO GEThttp://a.test/", "INFO {\"a\":\"\\\"b\\\"\"}");
    }

    @Test
    void endsAPluginThatUsesWhatIsNotGranted() {
        SandboxResult result = run(
                data(REQUEST),
                "(drop (call $http_request %s (i64.const 0))) (i32.const 0)".formatted(kept(REQUEST)),
                "",
                Capabilities.NONE);

        assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(result.fault().orElseThrow().message()).contains("permissions: { http: [a.test] }");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(drop (call $load_u8 (i64.const 0)))",
                "(drop (call $load_u8 (i64.const -1)))",
                "(drop (call $load_u64 (i64.const 9223372036854775807)))",
                "(drop (call $load_u64 (i64.add (call $alloc (i64.const 8)) (i64.const 1))))",
                "(drop (call $input_load_u8 (i64.const 3)))",
                "(drop (call $input_load_u8 (i64.const -1)))",
                "(drop (call $input_load_u64 (i64.const 0)))",
                "(drop (call $input_load_u64 (i64.const 9223372036854775807)))",
                "(call $store_u8 (i64.const 5) (i32.const 1))",
                "(call $output_set (call $alloc (i64.const 8)) (i64.const 9))",
                "(call $output_set (call $alloc (i64.const 8)) (i64.const -1))",
            })
    void trapsOnAccessesOutsideOfTheHostsMemory(String call) {
        SandboxResult result = run("", call + "(i32.const 0)", "abc", Capabilities.NONE);

        assertThat(result.outcome()).isEqualTo(Outcome.TRAP);
        assertThat(result.fault().orElseThrow().message()).contains("bytes at");
    }

    @Test
    void answersNullWhenTheHostHasNoRoom() {
        for (String length : List.of("0", "-1", "16777216", "9223372036854775807", "-9223372036854775808")) {
            SandboxResult result =
                    run("", "(i64.ne (i64.const 0) (call $alloc (i64.const " + length + ")))", "", Capabilities.NONE);

            assertThat(result.outcome()).as("%s: %s", length, result.fault()).isIn(Outcome.OK, Outcome.FUEL_EXHAUSTED);
        }
    }

    @Test
    void boundsBlocksAndVariablesTogether() {
        SandboxResult blocks = run("", """
                (loop $more
                  (br_if $more (i64.ne (i64.const 0) (call $alloc (i64.const 1)))))
                (i32.const 0)
                """, "", Capabilities.NONE);
        SandboxResult variables =
                run("", """
                (local $at i64)
                (local.set $at (call $alloc (i64.const 1000000)))
                (loop $more
                  (call $store_u8 (local.get $at) (local.get $n))
                  (local.set $n (i32.add (local.get $n) (i32.const 1)))
                  (call $var_set (local.get $at) (local.get $at))
                  (br $more))
                (i32.const 0)
                """.replace("(local $at i64)", "(local $at i64) (local $n i32)"), "", Capabilities.NONE);

        assertThat(blocks.outcome()).as("%s", blocks.fault()).isEqualTo(Outcome.OK);
        assertThat(blocks.usage().peakMemoryBytes()).isLessThan(17 << 20);
        assertThat(variables.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(variables.fault().orElseThrow().message()).contains("16777216");
    }

    @Test
    void givesFreedRoomBack() {
        SandboxResult result = run("", """
                (local $n i32)
                (loop $more
                  (call $free (call $alloc (i64.const 8000000)))
                  (local.set $n (i32.add (local.get $n) (i32.const 1)))
                  (br_if $more (i32.lt_u (local.get $n) (i32.const 10))))
                (i64.eqz (call $alloc (i64.const 8000000)))
                """, "", Capabilities.NONE);

        assertThat(result.outcome()).isEqualTo(Outcome.OK);
    }

    @Test
    void takesFuelForWhatConfigAnswers() {
        SandboxModule module =
                module(data("colour"), "(drop (call $config_get %s)) (i32.const 0)".formatted(kept("colour")));

        assertThat(fuel(module, "v".repeat(1_600)) - fuel(module, "v")).isEqualTo(100);
    }

    private static long fuel(SandboxModule module, String colour) {
        SandboxResult result =
                SANDBOX.run(module, Invocation.of(new byte[0]).withAbi(Abi.extism("run", Map.of("colour", colour))));
        assertThat(result.outcome()).isEqualTo(Outcome.OK);
        return result.usage().fuelUnits();
    }

    @Test
    void offersTheseFunctionsToPluginsOnly() {
        SandboxModule module = SANDBOX.load(Wat.module("""
                (module
                  (import "extism:host/env" "input_length" (func (result i64)))
                  (func (export "_start")))
                """));

        SandboxResult result = SANDBOX.run(module, Invocation.of(new byte[0]));

        assertThat(result.outcome()).isEqualTo(Outcome.LINK_ERROR);
        assertThat(result.fault().orElseThrow().message()).contains("extism:host/env.input_length is not offered");
    }

    @Test
    void saysThatTheEntryIsMissing() {
        SandboxModule module = module("", "(i32.const 0)");

        SandboxResult result = SANDBOX.run(module, Invocation.of(new byte[0]).withAbi(Abi.extism("greet", Map.of())));

        assertThat(result.outcome()).isEqualTo(Outcome.LINK_ERROR);
        assertThat(result.fault().orElseThrow().message()).contains("exports no function greet");
    }

    private static SandboxResult run(String fields, String body, String input, Capabilities granted) {
        return SANDBOX.run(
                module(fields, body),
                Invocation.of(input.getBytes(UTF_8))
                        .withAbi(Abi.extism("run", Map.of("colour", "green")))
                        .withCapabilities(granted));
    }

    /** At the start of the plug-in's own memory. */
    private static String data(String text) {
        return "(data (i32.const 0) \"" + text.replace("\"", "\\22") + "\")";
    }

    /** Copies a text from there into the host's memory, and leaves its address. */
    private static String kept(String text) {
        return "(call $kept (i64.const " + text.length() + "))";
    }

    private static SandboxModule module(String fields, String body) {
        return SANDBOX.load(Wat.module("""
                (module
                  (import "extism:host/env" "input_length" (func $input_length (result i64)))
                  (import "extism:host/env" "input_load_u8" (func $input_load_u8 (param i64) (result i32)))
                  (import "extism:host/env" "input_load_u64" (func $input_load_u64 (param i64) (result i64)))
                  (import "extism:host/env" "length" (func $length (param i64) (result i64)))
                  (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
                  (import "extism:host/env" "free" (func $free (param i64)))
                  (import "extism:host/env" "load_u8" (func $load_u8 (param i64) (result i32)))
                  (import "extism:host/env" "load_u64" (func $load_u64 (param i64) (result i64)))
                  (import "extism:host/env" "store_u8" (func $store_u8 (param i64 i32)))
                  (import "extism:host/env" "store_u64" (func $store_u64 (param i64 i64)))
                  (import "extism:host/env" "output_set" (func $output_set (param i64 i64)))
                  (import "extism:host/env" "error_set" (func $error_set (param i64)))
                  (import "extism:host/env" "config_get" (func $config_get (param i64) (result i64)))
                  (import "extism:host/env" "var_get" (func $var_get (param i64) (result i64)))
                  (import "extism:host/env" "var_set" (func $var_set (param i64 i64)))
                  (import "extism:host/env" "http_request" (func $http_request (param i64 i64) (result i64)))
                  (import "extism:host/env" "http_status_code" (func $http_status_code (result i32)))
                  (import "extism:host/env" "http_headers" (func $http_headers (result i64)))
                  (import "extism:host/env" "log_info" (func $log_info (param i64)))
                  (import "extism:host/env" "log_warn" (func $log_warn (param i64)))
                  (memory (export "memory") 1)
                  (func $kept (param $length i64) (result i64)
                    (local $at i64) (local $i i64)
                    (local.set $at (call $alloc (local.get $length)))
                    (loop $next
                      (call $store_u8 (i64.add (local.get $at) (local.get $i))
                        (i32.load8_u (i32.wrap_i64 (local.get $i))))
                      (local.set $i (i64.add (local.get $i) (i64.const 1)))
                      (br_if $next (i64.lt_u (local.get $i) (local.get $length))))
                    (local.get $at))
                  %s
                  (func (export "run") (result i32) %s))
                """.formatted(fields, body)));
    }
}
