package io.sandglass.plugin.wasm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks over the sections of a module without compiling it: enough to tell a module from another file and a whole one
 * from a cut one. The sandbox checks the rest before the first run.
 */
final class ModuleOutline {
    private static final int MAGIC = 0x0061_736D;
    private static final int MODULE = 0x0100_0000;
    private static final int COMPONENT = 0x0D00_0100;
    private static final int HEADER = 8;
    private static final int LAST_SECTION = 13;
    private static final int EXPORTS = 7;
    private static final int FUNCTION = 0;

    private final byte[] wasm;
    private final List<String> functions = new ArrayList<>();
    private int at = HEADER;

    private ModuleOutline(byte[] wasm) {
        this.wasm = wasm;
    }

    /**
     * @return names of the functions it exports
     * @throws InvalidWasmPlugin if these bytes cannot be a module
     */
    static List<String> functions(byte[] wasm) throws InvalidWasmPlugin {
        if (wasm.length < HEADER || int32(wasm, 0) != MAGIC) {
            throw new InvalidWasmPlugin("it is no WebAssembly module: it does not begin with \\0asm");
        }
        if (int32(wasm, 4) == COMPONENT) {
            throw new InvalidWasmPlugin("it is a component; only core modules run here, build for wasm32-wasip1");
        }
        if (int32(wasm, 4) != MODULE) {
            throw new InvalidWasmPlugin("it is no WebAssembly module of version 1");
        }
        ModuleOutline outline = new ModuleOutline(wasm);
        outline.walk();
        return List.copyOf(outline.functions);
    }

    private void walk() throws InvalidWasmPlugin {
        while (at < wasm.length) {
            int section = wasm[at++];
            if (section < 0 || section > LAST_SECTION) {
                throw new InvalidWasmPlugin("it is a damaged module: section " + section + " at byte " + (at - 1));
            }
            long length = unsignedLeb();
            if (length > wasm.length - at) {
                throw new InvalidWasmPlugin(
                        "it is cut off or damaged: section " + section + " ends after the file;" + " copy it again");
            }
            int end = at + (int) length;
            if (section == EXPORTS) {
                readExports(end);
            }
            at = end;
        }
    }

    private void readExports(int end) throws InvalidWasmPlugin {
        long count = unsignedLeb();
        for (long number = 0; number < count && at < end; number++) {
            long length = unsignedLeb();
            if (length >= end - at) {
                throw new InvalidWasmPlugin("it is damaged at byte " + at + "; copy it again");
            }
            String name = new String(wasm, at, (int) length, StandardCharsets.UTF_8);
            at += (int) length;
            if (wasm[at++] == FUNCTION) {
                functions.add(name);
            }
            unsignedLeb();
        }
    }

    private long unsignedLeb() throws InvalidWasmPlugin {
        long value = 0;
        for (int shift = 0; shift < 35 && at < wasm.length; shift += 7) {
            byte next = wasm[at++];
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new InvalidWasmPlugin("it is cut off or damaged at byte " + at + "; copy it again");
    }

    private static int int32(byte[] bytes, int at) {
        return bytes[at] << 24 | (bytes[at + 1] & 0xFF) << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }
}
