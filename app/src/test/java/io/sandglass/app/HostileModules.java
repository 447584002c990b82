package io.sandglass.app;

import com.dylibso.chicory.wabt.Wat2Wasm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Modules of strangers, one that means well and others that do not, as files of a plugin directory. */
final class HostileModules {
    private static final String WRITE =
            "(import \"wasi_snapshot_preview1\" \"fd_write\" (func $write (param i32 i32 i32 i32) (result i32)))";
    private static final int TARGETS = 300_000;

    private HostileModules() {}

    /** Node type to module. */
    static Map<String, byte[]> all() {
        Map<String, byte[]> modules = new LinkedHashMap<>();
        modules.put("innocent", wat(WRITE + """
                (memory (export "memory") 1)
                (data (i32.const 0) "\\10\\00\\00\\00\\0b\\00\\00\\00") (data (i32.const 16) "{\\"ok\\":true}")
                (func (export "_start")
                  (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))"""));
        modules.put("endless-loop", wat("(func (export \"_start\") (loop $l (br $l)))"));
        modules.put("huge-memory", wat("(memory 30000) (func (export \"_start\"))"));
        modules.put("memory-hog", wat("""
                (memory 1)
                (func (export "_start")
                  (loop $l (br_if $l (i32.ge_s (memory.grow (i32.const 1)) (i32.const 0)))) unreachable)"""));
        modules.put("brtable-bomb", branchTable());
        modules.put("stdout-flood", wat(WRITE + """
                (memory (export "memory") 2)
                (func (export "_start")
                  (i32.store (i32.const 4) (i32.const 65536))
                  (loop $l (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))) (br $l)))"""));
        modules.put("deep-recursion", wat("(func $f (export \"_start\") (call $f))"));
        return modules;
    }

    /** Writes all of them; those that would take long get little fuel. */
    static void install(Path plugins) throws IOException {
        Files.createDirectories(plugins);
        for (Map.Entry<String, byte[]> module : all().entrySet()) {
            Files.writeString(
                    plugins.resolve(module.getKey() + ".plugin.yaml"),
                    "name: " + module.getKey() + "\nlimits:\n  default: { fuel: 200M, memory: 16MiB, output: 1MiB }\n");
            Files.write(plugins.resolve(module.getKey() + ".wasm"), module.getValue());
        }
    }

    private static byte[] wat(String fields) {
        return Wat2Wasm.parse("(module " + fields + ")");
    }

    /** A command of 300 KB, nearly all of it one list of targets. */
    private static byte[] branchTable() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(new byte[] {0, 0x41, 0, 0x0E});
        LargeModules.unsigned(body, TARGETS);
        body.writeBytes(new byte[TARGETS + 1]);
        body.write(0x0B);
        ByteArrayOutputStream code = new ByteArrayOutputStream();
        code.write(1);
        LargeModules.unsigned(code, body.size());
        code.writeBytes(body.toByteArray());
        ByteArrayOutputStream wasm = new ByteArrayOutputStream();
        wasm.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, 3, 2, 1, 0});
        wasm.writeBytes(new byte[] {7, 10, 1, 6, '_', 's', 't', 'a', 'r', 't', 0, 0, 10});
        LargeModules.unsigned(wasm, code.size());
        wasm.writeBytes(code.toByteArray());
        return wasm.toByteArray();
    }
}
