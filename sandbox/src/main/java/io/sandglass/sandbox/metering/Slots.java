package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.ValueTypes;

/**
 * Where one function keeps what metering needs: globals of the module, and locals behind its own.
 *
 * @param added what all functions share
 * @param parameters how many the function has by itself
 * @param locals how many the function has by itself
 * @param inLocal whether fuel is kept in a local; if not, that local is for passing use
 * @param bulk whether lengths have to be kept
 * @param depth where the function has its depth from
 */
record Slots(Added added, long parameters, long locals, boolean inLocal, boolean bulk, Depth depth) {
    /** Where a function has its depth from. */
    enum Depth {
        /** It does not count depth. */
        NOWHERE,
        /** It reads the global at its entry. */
        GLOBAL,
        /** It is the last parameter. */
        PARAMETER
    }

    /** The number of a local of the function; those behind a depth parameter move on by one. */
    long moved(long local) {
        return local >= parameters ? local + shift() : local;
    }

    private int shift() {
        return depth == Depth.PARAMETER ? 1 : 0;
    }

    long fuelLocal() {
        return parameters + locals + shift();
    }

    /** Fuel is settled when it falls below this. Only where fuel is kept in a local. */
    long floorLocal() {
        return fuelLocal() + 1;
    }

    private int longs() {
        return inLocal ? 2 : 1;
    }

    long lengthLocal() {
        return fuelLocal() + longs();
    }

    long answerLocal() {
        return lengthLocal() + 1;
    }

    long depthLocal() {
        return depth == Depth.PARAMETER ? parameters : lengthLocal() + (bulk ? 2 : 0);
    }

    private int ints() {
        return (bulk ? 2 : 0) + (depth == Depth.GLOBAL ? 1 : 0);
    }

    /** Groups of locals that {@link #declare} adds. */
    int groups() {
        return ints() > 0 ? 2 : 1;
    }

    /** Declares the locals: fuel and its floor, then length and answer, then depth. */
    void declare(BinaryWriter out) {
        out.unsigned(longs()).u8(ValueTypes.I64);
        if (ints() > 0) {
            out.unsigned(ints()).u8(ValueTypes.I32);
        }
    }
}
