package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.BinaryWriter;

/** Modules without what the assembler insists on. */
final class Cut {
    private static final int HEADER_BYTES = 8;

    private Cut() {}

    /** The module without one of its sections. */
    static byte[] section(int id, byte[] wasm) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(HEADER_BYTES);
        BinaryWriter out = new BinaryWriter().bytes(wasm, 0, HEADER_BYTES);
        while (!reader.atEnd()) {
            int from = reader.position();
            int found = reader.u8();
            reader.skip(reader.u32());
            out.bytes(wasm, found == id ? reader.position() : from, reader.position());
        }
        return out.toByteArray();
    }
}
