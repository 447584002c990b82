package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.BinaryWriter;

/** One function as it was: its locals and its instructions. */
final class Body {
    private final byte[] wasm;
    private final int groups;
    private final int localsFrom;
    private final int localsTo;
    private final long locals;
    private final Instructions code;

    /** @param reader the whole body, from its locals to its end */
    Body(byte[] wasm, BinaryReader reader) {
        this.wasm = wasm;
        this.groups = (int) reader.u32();
        this.localsFrom = reader.position();
        this.locals = skipLocals(reader, groups);
        this.localsTo = reader.position();
        this.code = new Instructions(wasm, reader);
    }

    private static long skipLocals(BinaryReader reader, int groups) {
        long locals = 0;
        for (int i = 0; i < groups; i++) {
            locals += reader.u32();
            reader.u8();
        }
        return locals;
    }

    Instructions code() {
        return code;
    }

    /** How many, parameters not among them. */
    long locals() {
        return locals;
    }

    /** What entering it costs. */
    long entryPrice() {
        return Prices.ENTRY + locals / Prices.LOCALS_PER_UNIT;
    }

    /** How much depth each function that it calls has less than itself. */
    long weight(int parameters, Outline outline) {
        return Prices.FRAME
                + (parameters + locals) / Prices.SLOTS_PER_FRAME_UNIT
                + OperandStack.highest(code, outline) / Prices.OPERANDS_PER_FRAME_UNIT
                + code.count() / Prices.CODE_PER_FRAME_UNIT;
    }

    /** Its locals, with room for more groups behind them. */
    void writeLocals(BinaryWriter out, int moreGroups) {
        out.unsigned(groups + (long) moreGroups).bytes(wasm, localsFrom, localsTo);
    }

    /** One instruction as it was. */
    void copy(int index, BinaryWriter out) {
        out.bytes(wasm, code.offset(index), code.offset(index + 1));
    }

    /** What stands behind its opcode. */
    void copyImmediates(int index, BinaryWriter out) {
        out.bytes(wasm, code.offset(index) + 1, code.offset(index + 1));
    }
}
