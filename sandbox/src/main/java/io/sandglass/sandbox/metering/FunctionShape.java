package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.ValueTypes;

/**
 * A function type.
 *
 * @param parameterTypes one byte each
 * @param resultTypes one byte each
 */
record FunctionShape(byte[] parameterTypes, byte[] resultTypes) {
    private static final int FUNCTION_TYPE = 0x60;

    static FunctionShape read(BinaryReader reader) {
        reader.u8();
        return new FunctionShape(values(reader), values(reader));
    }

    private static byte[] values(BinaryReader reader) {
        long count = reader.u32();
        int from = reader.position();
        reader.skip(count);
        return reader.bytes(from, reader.position());
    }

    int parameters() {
        return parameterTypes.length;
    }

    int results() {
        return resultTypes.length;
    }

    /** The type of a block that gives the results. */
    FunctionShape ofBlock() {
        return new FunctionShape(new byte[0], resultTypes);
    }

    /** The same with the depth that is left as its last parameter. */
    FunctionShape withDepth() {
        byte[] longer = new byte[parameterTypes.length + 1];
        System.arraycopy(parameterTypes, 0, longer, 0, parameterTypes.length);
        longer[parameterTypes.length] = ValueTypes.I32;
        return new FunctionShape(longer, resultTypes);
    }

    BinaryWriter binary() {
        BinaryWriter out = new BinaryWriter().u8(FUNCTION_TYPE);
        out.unsigned(parameterTypes.length).bytes(parameterTypes);
        return out.unsigned(resultTypes.length).bytes(resultTypes);
    }
}
