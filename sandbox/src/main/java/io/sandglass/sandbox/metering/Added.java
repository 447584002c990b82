package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.binary.ValueTypes;
import java.nio.charset.StandardCharsets;

/**
 * What metering adds to a module for all of its functions: three globals, and a function that settles fuel.
 *
 * @param fuelGlobal index of the fuel global; depth comes after it, the low-water mark of depth before it
 * @param settling number of the function
 */
record Added(int fuelGlobal, long settling) {
    /** Units that a function uses at most before it settles; a power of two. */
    static final long SLICE = 65_536;

    /** How many globals there are, each exported. */
    static final int GLOBALS = 3;

    private static final int GLOBAL_EXPORT = 3;
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

    /** Declares the globals, which the host sets before anything runs. */
    static BinaryWriter globals(BinaryWriter globals) {
        depth(globals).u8(ValueTypes.I64).u8(1).u8(Opcode.I64_CONST).signed(0).u8(Opcode.END);
        return depth(globals);
    }

    private static BinaryWriter depth(BinaryWriter globals) {
        return globals.u8(ValueTypes.I32).u8(1).u8(Opcode.I32_CONST).signed(0).u8(Opcode.END);
    }

    /** Shows the globals to the host. */
    BinaryWriter exports(BinaryWriter exports) {
        export(exports, FuelRewriter.LOWEST, lowestGlobal());
        export(exports, FuelRewriter.FUEL, fuelGlobal);
        export(exports, FuelRewriter.DEPTH, depthGlobal());
        return exports;
    }

    private static void export(BinaryWriter exports, String name, int global) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        exports.unsigned(bytes.length).bytes(bytes).u8(GLOBAL_EXPORT).unsigned(global);
    }
}
