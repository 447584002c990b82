package io.sandglass.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.HttpAnswer;
import io.sandglass.sandbox.capability.HttpClient;
import io.sandglass.sandbox.capability.HttpRequest;
import io.sandglass.sandbox.capability.KeyValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A sandbox with guests that use capabilities, and a world that notes what they ask of it. */
final class CapabilityWorld implements AutoCloseable {
    static final String REQUEST = "{\"method\":\"POST\",\"url\":\"https://a.test/x\",\"headers\":{\"k\":\"v\"}}";

    final List<String> lines = new ArrayList<>();
    final Map<String, byte[]> values = new HashMap<>();
    final List<HttpRequest> requests = new ArrayList<>();
    final Capabilities all = Capabilities.NONE
            .withLog((level, line) -> lines.add(level + " " + line))
            .withValues(new Values(values))
            .withHttp(this::echo)
            .withSecrets(name -> Optional.of("handle-of-" + name).filter(handle -> !name.equals("none")));

    private final WasmSandbox sandbox = WasmSandbox.create(SandboxSettings.defaults());

    private HttpAnswer echo(HttpRequest request, HttpClient.Terms terms) {
        requests.add(request);
        return new HttpAnswer(200, Map.of("x-echo", "v"), request.body());
    }

    SandboxResult run(String fields, String body, Capabilities granted) {
        return run(fields, body, granted, SandboxLimits.DEFAULTS);
    }

    SandboxResult run(String fields, String body, Capabilities granted, SandboxLimits limits) {
        Invocation call = Invocation.of(new byte[0]).withCapabilities(granted).withLimits(limits);
        return sandbox.run(module(fields, body), call);
    }

    /** What a guest wrote that ended well. */
    static String shown(SandboxResult result) {
        assertThat(result.outcome()).as("%s", result.fault()).isEqualTo(Outcome.OK);
        return new String(result.stdout(), ISO_8859_1);
    }

    /** What {@code $show} writes for a number. */
    static String letter(int number) {
        return (char) ('a' + number & 0xFF) + " ";
    }

    /** At address 0. */
    static String data(String text) {
        return "(data (i32.const 0) \"" + text.replace("\\", "\\\\").replace("\"", "\\22") + "\")";
    }

    /** A command with the functions of {@code sandglass}, with {@code $print}, and {@code $show}: 'a' plus a number. */
    private SandboxModule module(String fields, String body) {
        return sandbox.load(Wat.module("""
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

    @Override
    public void close() {
        sandbox.close();
    }
}
