package io.sandglass.sandbox.metering;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * What compilers to the JVM have to do for the types of a module: for each a method that calls any function of an equal
 * type, and to find these they compare it with the types of all functions.
 *
 * @param types methods
 * @param cases functions of an equal type, over all types
 * @param compared types with functions
 */
public record TypeDispatch(long types, long cases, long compared) {
    /** @param wasm a module that the engine found valid, metered or not; not changed */
    public static TypeDispatch of(byte[] wasm) {
        Outline outline = new Outline(wasm);
        int functions = outline.importedFunctions() + outline.functionCount();
        Map<ByteBuffer, Long> equal = new HashMap<>();
        for (int i = 0; i < functions; i++) {
            equal.merge(key(outline.shapeOfFunction(i)), 1L, Long::sum);
        }
        long cases = 0;
        for (int i = 0; i < outline.typeCount(); i++) {
            cases += equal.getOrDefault(key(outline.type(i)), 0L);
        }
        return new TypeDispatch(outline.typeCount(), cases, (long) outline.typeCount() * functions);
    }

    private static ByteBuffer key(FunctionShape shape) {
        return ByteBuffer.wrap(shape.binary().toByteArray());
    }
}
