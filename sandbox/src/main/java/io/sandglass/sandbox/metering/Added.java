package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.binary.ValueTypes;

/**
 * What metering adds to a module for all of its functions: three globals, and a function that settles fuel.
 *
 * @param fuelGlobal index of the fuel global; depth comes after it, the low-water mark of depth before it
 * @param settling number of the function
 */
record Added(int fuelGlobal, long settling) {
    /** Units that a function uses at most before it settles; a power of two. */
    static final long SLICE = 65_536;

    private static final int I64_AND = 0x83;

    /** Takes the fuel that is left, and gives the floor at which to settle again. */
    static final FunctionShape SETTLING = new FunctionShape(new byte[] {ValueTypes.I64}, new byte[] {ValueTypes.I64});

    int lowestGlobal() {
        return fuelGlobal - 1;
    }

    int depthGlobal() {
        return fuelGlobal + 1;
    }

    /**
     * Leaves fuel in the global, where it outlives a trap, and gives the next floor: the start of the slice that fuel is
     * in; negative if there is none left.
     */
    BinaryWriter settle() {
        BinaryWriter out = new BinaryWriter().unsigned(0);
        out.u8(Opcode.LOCAL_GET).unsigned(0).u8(Opcode.GLOBAL_SET).unsigned(fuelGlobal);
        out.u8(Opcode.LOCAL_GET).unsigned(0);
        return out.u8(Opcode.I64_CONST).signed(-SLICE).u8(I64_AND).u8(Opcode.END);
    }
}
