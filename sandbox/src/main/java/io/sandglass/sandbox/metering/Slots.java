package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.ValueTypes;

/**
 * Where one function keeps what metering needs: two globals of the module, and locals behind its own.
 *
 * @param fuelGlobal index of the fuel global; depth comes after it
 * @param firstLocal index of the first new local
 * @param inLocal whether fuel is kept in a local; functions without loops, calls and bulk operations pay too rarely
 */
record Slots(int fuelGlobal, long firstLocal, boolean inLocal) {
    /** Groups of locals that {@link #declare} adds. */
    static final int GROUPS = 2;

    private static final int INTS = 3;

    int depthGlobal() {
        return fuelGlobal + 1;
    }

    long fuelLocal() {
        return firstLocal;
    }

    long lengthLocal() {
        return firstLocal + 1;
    }

    long answerLocal() {
        return firstLocal + 2;
    }

    long depthLocal() {
        return firstLocal + INTS;
    }

    /** Declares the locals: fuel, then length, answer and depth. */
    static void declare(BinaryWriter out) {
        out.unsigned(1).u8(ValueTypes.I64);
        out.unsigned(INTS).u8(ValueTypes.I32);
    }
}
