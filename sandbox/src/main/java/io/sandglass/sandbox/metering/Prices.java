package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;

/**
 * What work costs: fuel schedule 4. A change of any number here is a new schedule; so is a change of what is paid for ahead
 * of time, and of when what was paid is settled. Schedule 1 had no prices paid by callers; under schedule 2, {@code nop},
 * {@code block} and {@code loop} were free, tables grew for nothing where they grew by nothing, and
 * calls of WASI cost nothing beside the call. Schedule 3 had the same prices as this one, but settled less often, and
 * functions that call themselves last had no end but that of depth. A schedule counts from the release that has it first: until
 * then its number stays through changes.
 */
final class Prices {
    /** Entering a function costs this, and one more for each eight locals, which have to be cleared. */
    static final int ENTRY = 1;

    static final int LOCALS_PER_UNIT = 8;

    /** Bytes moved by a bulk operation cost one unit for 16, as a power of two. */
    static final int BULK_MEMORY_SHIFT = 4;

    /** Table entries moved cost one unit for two. */
    static final int BULK_TABLE_SHIFT = 1;

    /** A page of memory costs 1,024 units to clear. */
    static final int PAGE_SHIFT = 10;

    /** Depth of a call: this, and one more for each four parameters and locals, and for each sixteen operands at once. */
    static final int FRAME = 2;

    static final int SLOTS_PER_FRAME_UNIT = 4;

    static final int OPERANDS_PER_FRAME_UNIT = 16;

    /** One more for so many instructions: compilers may give each value that outlives a call a place of its own. */
    static final int CODE_PER_FRAME_UNIT = 256;

    /**
     * {@code nop}, {@code block} and {@code loop}, which are nothing in compiled code and little in an interpreter: one
     * unit for up to so many on one way. A parser of real data opens hundreds of blocks for each of its steps.
     */
    private static final int EMPTY_PER_UNIT = 16;

    private static final int PLAIN = 1;
    private static final int DIVISION = 2;
    private static final int CALL = 4;
    private static final int INDIRECT_CALL = 6;

    private Prices() {}

    /** The price of one instruction; bulk operations pay for their length besides. */
    static int of(int opcode) {
        return switch (opcode) {
            case Opcode.ELSE, Opcode.END -> 0; // each goes with something that costs
            case Opcode.NOP, Opcode.BLOCK, Opcode.LOOP -> 0; // see ofEmpty
            case Opcode.CALL, Opcode.RETURN_CALL -> CALL;
            case Opcode.CALL_INDIRECT, Opcode.RETURN_CALL_INDIRECT -> INDIRECT_CALL;
            case 0x6D, 0x6E, 0x6F, 0x70, 0x7F, 0x80, 0x81, 0x82 -> DIVISION;
            default -> PLAIN;
        };
    }

    static boolean isEmpty(int opcode) {
        return opcode == Opcode.NOP || opcode == Opcode.BLOCK || opcode == Opcode.LOOP;
    }

    /** The price of so many instructions that do nothing, on one way or on several that are paid for together. */
    static long ofEmpty(long count) {
        return (count + EMPTY_PER_UNIT - 1) / EMPTY_PER_UNIT;
    }
}
