package io.sandglass.sandbox.metering;

/**
 * How much compilers to the JVM have to note of a module: at each label all locals and operands that are there, until all
 * functions are compiled.
 */
public final class LabelledValues {
    private LabelledValues() {}

    /**
     * Values at all labels, added up.
     *
     * @param wasm a module that the engine found valid, metered or not; not changed
     */
    public static long of(byte[] wasm) {
        Outline outline = new Outline(wasm);
        long values = 0;
        for (int i = 0; i < outline.functionCount(); i++) {
            values += of(outline.body(i), outline.shapeOf(i), outline);
        }
        return values;
    }

    private static long of(Body body, FunctionShape shape, Outline outline) {
        OperandStack operands = OperandStack.of(body.code(), outline);
        return operands.labels() * (shape.parameters() + body.locals()) + operands.atLabels();
    }
}
