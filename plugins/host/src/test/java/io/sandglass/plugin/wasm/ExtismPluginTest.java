package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.sandbox.SandboxSettings;
import io.sandglass.sandbox.WasmSandbox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A plug-in as Extism's development kits make them, run as a node. */
class ExtismPluginTest {
    private static final WasmSandbox SANDBOX = WasmSandbox.create(SandboxSettings.defaults());
    private static final String SIDECAR = "abi: extism\nentry: count_vowels\n";

    /** Copies its input into its own memory, eight bytes at a time, as the kits do, and puts out its letters. */
    private static final String ECHO = """
            (module
              (import "extism:host/env" "input_length" (func $input_length (result i64)))
              (import "extism:host/env" "input_load_u8" (func $input_load_u8 (param i64) (result i32)))
              (import "extism:host/env" "input_load_u64" (func $input_load_u64 (param i64) (result i64)))
              (import "extism:host/env" "alloc" (func $alloc (param i64) (result i64)))
              (import "extism:host/env" "store_u8" (func $store_u8 (param i64 i32)))
              (import "extism:host/env" "store_u64" (func $store_u64 (param i64 i64)))
              (import "extism:host/env" "output_set" (func $output_set (param i64 i64)))
              (import "extism:host/env" "error_set" (func $error_set (param i64)))
              (import "extism:host/env" "log_info" (func $log_info (param i64)))
              (memory (export "memory") 1)
              (func (export "count_vowels") (result i32)
                (local $n i64) (local $at i64) (local $i i64)
                (local.set $n (call $input_length))
                (local.set $at (call $alloc (local.get $n)))
                (block $words
                  (loop $word
                    (br_if $words (i64.gt_u (i64.add (local.get $i) (i64.const 8)) (local.get $n)))
                    (call $store_u64 (i64.add (local.get $at) (local.get $i))
                      (call $input_load_u64 (local.get $i)))
                    (local.set $i (i64.add (local.get $i) (i64.const 8)))
                    (br $word)))
                (block $bytes
                  (loop $byte
                    (br_if $bytes (i64.ge_u (local.get $i) (local.get $n)))
                    (call $store_u8 (i64.add (local.get $at) (local.get $i))
                      (call $input_load_u8 (local.get $i)))
                    (local.set $i (i64.add (local.get $i) (i64.const 1)))
                    (br $byte)))
                (call $log_info (local.get $at))
                (call $output_set (local.get $at) (local.get $n))
                (if (i64.eqz (local.get $n)) (then (unreachable)))
                (if (i32.eq (call $input_load_u8 (i64.const 0)) (i32.const 33))
                  (then (call $error_set (local.get $at)) (return (i32.const 2))))
                (i32.const 0)))
            """;

    private final FakeContext context = new FakeContext();

    @AfterAll
    static void closeSandbox() {
        SANDBOX.close();
    }

    @Test
    void handsATextToThePluginAndTakesATextFromIt() throws Exception {
        assertThat(output(Map.of("input", "Hello, World!"))).isEqualTo("Hello, World!");
        assertThat(context.lines()).extracting(FakeContext.Line::message).containsExactly("Hello, World!");
    }

    @Test
    void handsOtherValuesOverAsJsonAndTakesJsonForWhatItIs() throws Exception {
        assertThat(output(Map.of("input", List.of(1, "b")))).isEqualTo(List.of(1, "b"));
        assertThat(output(Map.of("amount", 3))).isEqualTo(Map.of("amount", 3));
    }

    @Test
    void takesTheErrorOfThePluginForItsMessage() throws Exception {
        NodeResult result = run(Map.of("input", "!broken"));

        assertThat(((NodeResult.Failed) result).failure().code()).isEqualTo("Exit.2");
        assertThat(((NodeResult.Failed) result).failure().message()).isEqualTo("vowels@1.0.0 exited with 2: !broken");
    }

    @Test
    void refusesASidecarThatDoesNotNameTheEntry() {
        assertThat(refusal("abi: extism\n")).contains("entry is missing");
        assertThat(refusal("entry: count_vowels\n")).contains("entry is for abi: extism");
    }

    private static String refusal(String sidecar) {
        try {
            WasmPlugin.read("vowels.wasm", Wat2Wasm.parse(ECHO), Optional.of(sidecar), () -> SANDBOX);
            return "";
        } catch (InvalidWasmPlugin refused) {
            return refused.reason();
        }
    }

    private Object output(Map<String, ?> with) throws Exception {
        Object value = ((NodeResult.Completed) run(with)).output().value();
        assertThat(value).isNotNull();
        return value;
    }

    private NodeResult run(Map<String, ?> with) throws Exception {
        return WasmPlugin.read("vowels.wasm", Wat2Wasm.parse(ECHO), Optional.of(SIDECAR), () -> SANDBOX)
                .create(NodeConfig.of(with))
                .execute(context);
    }
}
