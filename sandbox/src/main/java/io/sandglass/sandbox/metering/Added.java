package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.binary.ValueTypes;
import java.nio.charset.StandardCharsets;

/**
 * The globals that metering adds to a module.
 *
 * @param fuelGlobal index of the fuel global; depth comes after it, the low-water mark of depth before it
 */
record Added(int fuelGlobal) {
    /** How many globals there are, each exported. */
    static final int GLOBALS = 3;

    private static final int GLOBAL_EXPORT = 3;

    int lowestGlobal() {
        return fuelGlobal - 1;
    }

    int depthGlobal() {
        return fuelGlobal + 1;
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
