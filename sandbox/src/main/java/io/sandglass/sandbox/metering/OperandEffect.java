package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/** How many operands an instruction leaves more than it takes, where that follows from the instruction alone. */
final class OperandEffect {
    private static final int DROP = 0x1A;
    private static final int SELECT = 0x1B;
    private static final int FIRST_STORE = 0x36;
    private static final int FIRST_BULK = 8;
    private static final int DATA_DROP = 9;
    private static final int ELEM_DROP = 13;
    private static final int TABLE_GROW = 15;
    private static final int TABLE_SIZE = 16;

    private OperandEffect() {}

    static int of(int opcode) {
        if (opcode >= FIRST_STORE && opcode <= Opcode.LAST_STORE) {
            return -2;
        }
        if (opcode > Opcode.F64_CONST && opcode <= Opcode.LAST_NUMERIC) {
            return isBinary(opcode) ? -1 : 0;
        }
        return switch (opcode) {
            case Opcode.LOCAL_GET, Opcode.GLOBAL_GET, Opcode.MEMORY_SIZE, Opcode.REF_NULL, Opcode.REF_FUNC -> 1;
            case Opcode.I32_CONST, Opcode.I64_CONST, Opcode.F32_CONST, Opcode.F64_CONST -> 1;
            case Opcode.BR_IF, Opcode.BR_TABLE, DROP, Opcode.LOCAL_SET, Opcode.GLOBAL_SET -> -1;
            case SELECT, Opcode.SELECT_TYPED, Opcode.TABLE_SET -> -2;
            default -> 0;
        };
    }

    /** Comparisons of two and arithmetic of two; the rest of the numeric instructions takes one and gives one. */
    private static boolean isBinary(int opcode) {
        boolean comparison = opcode >= 0x46 && opcode <= 0x66 && opcode != 0x50;
        boolean integers = opcode >= 0x6A && opcode <= 0x78 || opcode >= 0x7C && opcode <= 0x8A;
        boolean floats = opcode >= 0x92 && opcode <= 0x98 || opcode >= 0xA0 && opcode <= 0xA6;
        return comparison || integers || floats;
    }

    /** Of an instruction behind the prefix 0xFC. */
    static int ofMisc(int operation) {
        if (operation < FIRST_BULK || operation == DATA_DROP || operation == ELEM_DROP) {
            return 0;
        }
        return switch (operation) {
            case TABLE_GROW -> -1;
            case TABLE_SIZE -> 1;
            default -> -3;
        };
    }

    /** Whether control never reaches the next instruction from this one. */
    static boolean leaves(int opcode) {
        return switch (opcode) {
            case Opcode.UNREACHABLE, Opcode.BR, Opcode.BR_TABLE, Opcode.RETURN -> true;
            case Opcode.RETURN_CALL, Opcode.RETURN_CALL_INDIRECT -> true;
            default -> false;
        };
    }
}
