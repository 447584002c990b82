package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Types that the metered module needs besides its own: of blocks with several results, of functions that take depth. */
final class NewTypes {
    private static final int EMPTY = 0x40;

    private final int firstNew;
    private final Map<ByteBuffer, Integer> indices = new LinkedHashMap<>();

    /** @param firstNew types are numbered from here */
    NewTypes(int firstNew) {
        this.firstNew = firstNew;
    }

    /** The number of a type, which is added if it is not known. */
    int index(FunctionShape shape) {
        ByteBuffer key = ByteBuffer.wrap(shape.binary().toByteArray());
        return indices.computeIfAbsent(key, added -> firstNew + indices.size());
    }

    /** The type of a block that gives what a function of this type does. */
    void writeBlock(BinaryWriter out, FunctionShape shape) {
        switch (shape.results()) {
            case 0 -> out.u8(EMPTY);
            case 1 -> out.u8(shape.resultTypes()[0]);
            default -> out.signed(index(shape.ofBlock()));
        }
    }

    int count() {
        return indices.size();
    }

    /** The types that came up, in the order of their numbers. */
    void write(BinaryWriter out) {
        indices.keySet().forEach(type -> out.bytes(type.array()));
    }
}
