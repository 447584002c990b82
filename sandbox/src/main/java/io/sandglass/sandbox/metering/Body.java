package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.binary.ValueTypes;

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
                + OperandStack.of(code, outline).highest() / Prices.OPERANDS_PER_FRAME_UNIT
                + code.count() / Prices.CODE_PER_FRAME_UNIT;
    }

    /** Its locals, with room for more groups behind them. */
    void writeLocals(BinaryWriter out, int moreGroups) {
        out.unsigned(groups + (long) moreGroups).bytes(wasm, localsFrom, localsTo);
    }

    /** Makes its locals what they are at its entry. */
    void clearLocals(BinaryWriter out, Slots slots) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(localsFrom);
        long local = slots.parameters();
        for (int i = 0; i < groups; i++) {
            long end = local + reader.u32();
            int type = reader.u8();
            for (; local < end; local++) {
                zero(out, type).u8(Opcode.LOCAL_SET).unsigned(slots.moved(local));
            }
        }
    }

    private static BinaryWriter zero(BinaryWriter out, int type) {
        return switch (type) {
            case ValueTypes.I32 -> out.u8(Opcode.I32_CONST).signed(0);
            case ValueTypes.I64 -> out.u8(Opcode.I64_CONST).signed(0);
            case ValueTypes.F32 -> out.u8(Opcode.F32_CONST).bytes(new byte[Float.BYTES]);
            case ValueTypes.F64 -> out.u8(Opcode.F64_CONST).bytes(new byte[Double.BYTES]);
            default -> out.u8(Opcode.REF_NULL).u8(type);
        };
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
