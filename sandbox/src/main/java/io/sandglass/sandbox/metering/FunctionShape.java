package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;

/**
 * A function type.
 *
 * @param parameters how many
 * @param results how many
 * @param resultTypes one byte each
 */
record FunctionShape(int parameters, int results, byte[] resultTypes) {
    static FunctionShape read(BinaryReader reader) {
        reader.u8();
        int parameters = (int) reader.u32();
        reader.skip(parameters);
        int results = (int) reader.u32();
        int from = reader.position();
        reader.skip(results);
        return new FunctionShape(parameters, results, reader.bytes(from, reader.position()));
    }
}
