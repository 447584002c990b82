package io.sandglass.plugin.wasm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * What walking over the sections of a module shows without compiling it: enough to tell a module from another file and
 * a whole one from a cut one. The sandbox checks the rest before the first run.
 *
 * @param functions names of the functions it exports
 * @param mostMemoryBytes what it declares as the most that its memory may take; empty if it declares nothing
 */
record ModuleOutline(List<String> functions, OptionalLong mostMemoryBytes) {
    ModuleOutline {
        functions = List.copyOf(functions);
    }

    /** @throws InvalidWasmPlugin if these bytes cannot be a module */
    static ModuleOutline of(byte[] wasm) throws InvalidWasmPlugin {
        Walk walk = new Walk(wasm);
        walk.header();
        walk.sections();
        return new ModuleOutline(walk.functions, walk.mostMemoryBytes);
    }

    private static final class Walk {
        private static final int MAGIC = 0x0061_736D;
        private static final int MODULE = 0x0100_0000;
        private static final int COMPONENT = 0x0D00_0100;
        private static final int HEADER = 8;
        private static final int LAST_SECTION = 13;
        private static final int MEMORIES = 5;
        private static final int HAS_MOST = 1;
        private static final int PAGE_SHIFT = 16;
        private static final int EXPORTS = 7;
        private static final int FUNCTION = 0;

        private final byte[] wasm;
        private final List<String> functions = new ArrayList<>();
        private OptionalLong mostMemoryBytes = OptionalLong.empty();
        private int at = HEADER;

        Walk(byte[] wasm) {
            this.wasm = wasm;
        }

        void header() throws InvalidWasmPlugin {
            if (wasm.length < HEADER || int32(0) != MAGIC) {
                throw new InvalidWasmPlugin("it is no WebAssembly module: it does not begin with \\0asm");
            }
            if (int32(4) == COMPONENT) {
                throw new InvalidWasmPlugin("it is a component; only core modules run here, build for wasm32-wasip1");
            }
            if (int32(4) != MODULE) {
                throw new InvalidWasmPlugin("it is no WebAssembly module of version 1");
            }
        }

        void sections() throws InvalidWasmPlugin {
            while (at < wasm.length) {
                int section = wasm[at++];
                if (section < 0 || section > LAST_SECTION) {
                    throw new InvalidWasmPlugin("it is a damaged module: section " + section + " at byte " + (at - 1));
                }
                long length = unsignedLeb();
                if (length > wasm.length - at) {
                    throw new InvalidWasmPlugin(
                            "it is cut off or damaged: section " + section + " ends after the file; copy it again");
                }
                int end = at + (int) length;
                if (section == EXPORTS) {
                    readExports(end);
                } else if (section == MEMORIES) {
                    readMemory(end);
                }
                at = end;
            }
        }

        private void readMemory(int end) throws InvalidWasmPlugin {
            long count = unsignedLeb();
            if (count == 1 && at < end && (wasm[at++] & HAS_MOST) != 0) {
                unsignedLeb(); // the least
                mostMemoryBytes = OptionalLong.of(unsignedLeb() << PAGE_SHIFT);
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

        private int int32(int from) {
            return wasm[from] << 24
                    | (wasm[from + 1] & 0xFF) << 16
                    | (wasm[from + 2] & 0xFF) << 8
                    | wasm[from + 3] & 0xFF;
        }
    }
}
