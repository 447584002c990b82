package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;

/**
 * Writes the instructions that keep the fuel and the depth of one function.
 *
 * <p>Fuel is a global of the module. A function keeps it in a local meanwhile, which the JVM keeps in a register, or pays
 * out of the global. What stands in the local is lost when the guest traps or is stopped, so it is settled once in each
 * slice of fuel.
 */
final class Meter {
    /** Units that a function uses at most before it settles, but for those up to its next look; a power of two. */
    static final long SLICE = 65_536;

    private static final int I64_LT_S = 0x53;
    private static final int I32_NE = 0x47;
    private static final int I32_LT_S = 0x48;
    private static final int I32_SUB = 0x6B;
    private static final int I64_SUB = 0x7D;
    private static final int I64_AND = 0x83;
    private static final int I64_SHL = 0x86;
    private static final int I64_SHR_U = 0x88;
    private static final int I64_EXTEND_I32_U = 0xAD;
    private static final int SELECT = 0x1B;
    private static final int TABLE_SIZE = 16;
    private static final int EMPTY = 0x40;

    private final BinaryWriter out;
    private final Slots slots;

    Meter(BinaryWriter out, Slots slots) {
        this.out = out;
        this.slots = slots;
    }

    void load() {
        if (slots.inLocal()) {
            out.u8(Opcode.GLOBAL_GET).unsigned(slots.added().fuelGlobal());
            out.u8(Opcode.LOCAL_SET).unsigned(slots.fuelLocal());
        }
    }

    /** Takes over what is left at the entry. Whatever it is, the floor is not below zero. */
    void enterFuel() {
        if (slots.inLocal()) {
            load();
            out.u8(Opcode.LOCAL_GET).unsigned(slots.fuelLocal());
            out.u8(Opcode.I64_CONST).signed(Long.MAX_VALUE & -SLICE).u8(I64_AND);
            out.u8(Opcode.LOCAL_SET).unsigned(slots.floorLocal());
        }
    }

    void store() {
        if (slots.inLocal()) {
            out.u8(Opcode.LOCAL_GET).unsigned(slots.fuelLocal());
            out.u8(Opcode.GLOBAL_SET).unsigned(slots.added().fuelGlobal());
        }
    }

    /** Pays a fixed price. */
    void pay(long units) {
        if (units > 0) {
            subtract(units);
            set();
        }
    }

    /** Pays a fixed price and traps if fuel has run out. */
    void payAndCheck(long units) {
        subtract(units);
        out.u8(Opcode.LOCAL_TEE).unsigned(slots.fuelLocal());
        if (!slots.inLocal()) {
            out.u8(Opcode.GLOBAL_SET).unsigned(slots.added().fuelGlobal());
            out.u8(Opcode.LOCAL_GET).unsigned(slots.fuelLocal());
        }
        checkTop();
    }

    private void subtract(long units) {
        get();
        out.u8(Opcode.I64_CONST).signed(units).u8(I64_SUB);
    }

    /**
     * Settles what is left, which is on top of the stack, if it is below the floor, and traps if that is nothing. The next
     * floor is the start of the slice that fuel is in; negative if there is none left.
     */
    private void checkTop() {
        if (!slots.inLocal()) {
            trapIfNegative();
            return;
        }
        out.u8(Opcode.LOCAL_GET)
                .unsigned(slots.floorLocal())
                .u8(I64_LT_S)
                .u8(Opcode.IF)
                .u8(EMPTY);
        store();
        out.u8(Opcode.LOCAL_GET).unsigned(slots.fuelLocal());
        out.u8(Opcode.I64_CONST).signed(-SLICE).u8(I64_AND);
        out.u8(Opcode.LOCAL_TEE).unsigned(slots.floorLocal());
        trapIfNegative();
        out.u8(Opcode.END);
    }

    private void trapIfNegative() {
        out.u8(Opcode.I64_CONST).signed(0).u8(I64_LT_S);
        out.u8(Opcode.IF).u8(EMPTY).u8(Opcode.UNREACHABLE).u8(Opcode.END);
    }

    /** Looks at the fuel without paying. */
    void check() {
        get();
        checkTop();
    }

    /** Pays for a length that is on top of the stack and stays there; then checks. */
    void payLength(int shift) {
        out.u8(Opcode.LOCAL_TEE).unsigned(slots.lengthLocal());
        get();
        length();
        out.u8(Opcode.I64_CONST).signed(shift).u8(I64_SHR_U).u8(I64_SUB);
        set();
        check();
    }

    /** Keeps a number of pages or entries that is on top of the stack and stays there. */
    void keepLength() {
        out.u8(Opcode.LOCAL_TEE).unsigned(slots.lengthLocal());
    }

    /** Pays for copying a table, which happens whenever it grows, by whatever number. */
    void payTable(long table) {
        get();
        out.u8(Opcode.PREFIX_MISC).unsigned(TABLE_SIZE).unsigned(table).u8(I64_EXTEND_I32_U);
        out.u8(Opcode.I64_CONST).signed(Prices.BULK_TABLE_SHIFT).u8(I64_SHR_U).u8(I64_SUB);
        set();
        check();
    }

    /** Pays for growth, whose answer is on top of the stack and stays there: nothing if it failed. Then checks. */
    void payGrowth(int left, int right) {
        out.u8(Opcode.LOCAL_SET).unsigned(slots.answerLocal());
        get();
        length();
        out.u8(Opcode.I64_CONST).signed(left).u8(I64_SHL);
        out.u8(Opcode.I64_CONST).signed(right).u8(I64_SHR_U);
        out.u8(Opcode.I64_CONST).signed(0);
        out.u8(Opcode.LOCAL_GET).unsigned(slots.answerLocal());
        out.u8(Opcode.I32_CONST).signed(-1).u8(I32_NE).u8(SELECT).u8(I64_SUB);
        set();
        check();
        out.u8(Opcode.LOCAL_GET).unsigned(slots.answerLocal());
    }

    private void length() {
        out.u8(Opcode.LOCAL_GET).unsigned(slots.lengthLocal()).u8(I64_EXTEND_I32_U);
    }

    /** Takes over the depth left in the global by the caller. */
    void enterDepth() {
        if (slots.depth() == Slots.Depth.GLOBAL) {
            out.u8(Opcode.GLOBAL_GET).unsigned(slots.added().depthGlobal());
            out.u8(Opcode.LOCAL_SET).unsigned(slots.depthLocal());
        }
    }

    /**
     * Traps, and leaves a mark in the global, if a function that is called next had less than no depth. That is looked at only
     * where nobody was as deep before.
     */
    void checkDepth(long weight) {
        pushDepth(weight);
        out.u8(Opcode.GLOBAL_GET).unsigned(slots.added().lowestGlobal()).u8(I32_LT_S);
        out.u8(Opcode.IF).u8(EMPTY);
        pushDepth(weight);
        out.u8(Opcode.GLOBAL_SET).unsigned(slots.added().lowestGlobal());
        out.u8(Opcode.GLOBAL_GET).unsigned(slots.added().lowestGlobal());
        out.u8(Opcode.I32_CONST).signed(0).u8(I32_LT_S).u8(Opcode.IF).u8(EMPTY);
        store();
        out.u8(Opcode.I32_CONST).signed(FuelRewriter.TOO_DEEP);
        out.u8(Opcode.GLOBAL_SET).unsigned(slots.added().depthGlobal());
        out.u8(Opcode.UNREACHABLE).u8(Opcode.END).u8(Opcode.END);
    }

    /** Puts the depth of a called function on the stack: this much less than this one has. */
    void pushDepth(long weight) {
        out.u8(Opcode.LOCAL_GET).unsigned(slots.depthLocal());
        out.u8(Opcode.I32_CONST).signed(weight).u8(I32_SUB);
    }

    /** Leaves it in the global, for a function that is not called by its number. */
    void passDepth(long weight) {
        pushDepth(weight);
        out.u8(Opcode.GLOBAL_SET).unsigned(slots.added().depthGlobal());
    }

    private void get() {
        if (slots.inLocal()) {
            out.u8(Opcode.LOCAL_GET).unsigned(slots.fuelLocal());
        } else {
            out.u8(Opcode.GLOBAL_GET).unsigned(slots.added().fuelGlobal());
        }
    }

    private void set() {
        if (slots.inLocal()) {
            out.u8(Opcode.LOCAL_SET).unsigned(slots.fuelLocal());
        } else {
            out.u8(Opcode.GLOBAL_SET).unsigned(slots.added().fuelGlobal());
        }
    }
}
