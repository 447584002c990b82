package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Types of blocks that give back what a function does; those with several results need a type of their own. */
final class BlockTypes {
    private static final int EMPTY = 0x40;
    private static final int FUNCTION_TYPE = 0x60;

    private final int firstNew;
    private final Map<List<Byte>, Integer> indices = new LinkedHashMap<>();

    /** @param firstNew types are numbered from here */
    BlockTypes(int firstNew) {
        this.firstNew = firstNew;
    }

    void write(BinaryWriter out, FunctionShape shape) {
        switch (shape.results()) {
            case 0 -> out.u8(EMPTY);
            case 1 -> out.u8(shape.resultTypes()[0]);
            default -> out.signed(indices.computeIfAbsent(boxed(shape), key -> firstNew + indices.size()));
        }
    }

    private static List<Byte> boxed(FunctionShape shape) {
        List<Byte> types = new ArrayList<>();
        for (byte type : shape.resultTypes()) {
            types.add(type);
        }
        return types;
    }

    int count() {
        return indices.size();
    }

    /** The types that came up, in the order of their numbers. */
    void writeNew(BinaryWriter out) {
        for (List<Byte> results : indices.keySet()) {
            out.u8(FUNCTION_TYPE).u8(0).unsigned(results.size());
            results.forEach(type -> out.u8(type));
        }
    }
}
