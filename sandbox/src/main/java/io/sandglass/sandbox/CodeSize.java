package io.sandglass.sandbox;

import io.sandglass.sandbox.binary.BinaryReader;

/** How much code a module has: what compiling it costs depends on that, not on its data. */
final class CodeSize {
    private static final int HEADER = 8;
    private static final int CODE = 10;

    private CodeSize() {}

    /**
     * Bytes of the code section; 0 if there is none.
     *
     * @param wasm within the static policy
     */
    static long of(byte[] wasm) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(HEADER);
        while (!reader.atEnd()) {
            int id = reader.u8();
            long size = reader.u32();
            if (id == CODE) {
                return size;
            }
            reader.skip(size);
        }
        return 0;
    }
}
