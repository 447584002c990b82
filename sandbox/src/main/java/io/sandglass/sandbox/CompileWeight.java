package io.sandglass.sandbox;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Immediates;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.metering.LabelledValues;
import io.sandglass.sandbox.metering.TypeDispatch;

/** How much it is to compile a module: the bytes of its code, and what takes far more than its bytes. */
final class CompileWeight {
    private static final int HEADER = 8;
    private static final int CODE = 10;
    /** So that 200 functions of 4,096 locals each weigh as much as 3 MiB of code, which they take as long as. */
    private static final long A_LOCAL = 4;
    /** A function that calls itself last clears its locals by at most so much code. */
    private static final long A_LOCAL_TO_CLEAR = 12;
    /** So that 200,000 targets weigh as much as 3 MiB of code. */
    private static final long A_TARGET = 16;
    /** The compiler notes each in 8 bytes until it is done; ordinary code has about as many. */
    private static final long VALUES_AT_LABELS_PER_UNIT = 4;

    /** So that 8,192 types weigh as much as 2 MiB of code. */
    private static final long A_TYPE = 256;
    /** So that the functions of 10 equal types, 50,000 in all, do. */
    private static final long A_CASE = 4;
    /** So that 1,600 long types that differ at their end only, beside 10,000 functions, do. */
    private static final long COMPARED_PER_UNIT = 8;

    private final BinaryReader code;
    private long weight;

    private CompileWeight(BinaryReader code) {
        this.code = code;
        this.weight = code.remaining();
    }

    /**
     * In bytes of ordinary code; 0 if there is none.
     *
     * @param wasm within the static policy
     */
    static long of(byte[] wasm) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(HEADER);
        while (!reader.atEnd()) {
            int id = reader.u8();
            BinaryReader section = reader.part(reader.u32());
            if (id == CODE) {
                return new CompileWeight(section).bodies();
            }
        }
        return 0;
    }

    /**
     * The same with what only a valid module tells: its types, and what is noted at labels if that is more than its code.
     *
     * @param metered as it is compiled
     */
    static long of(byte[] wasm, byte[] metered) {
        return Math.max(of(wasm), LabelledValues.of(metered) / VALUES_AT_LABELS_PER_UNIT) + ofTypes(metered);
    }

    private static long ofTypes(byte[] metered) {
        TypeDispatch dispatch = TypeDispatch.of(metered);
        return A_TYPE * dispatch.types() + A_CASE * dispatch.cases() + dispatch.compared() / COMPARED_PER_UNIT;
    }

    private long bodies() {
        long count = code.u32();
        for (long i = 0; i < count; i++) {
            body(code.part(code.u32()));
        }
        return weight;
    }

    private void body(BinaryReader body) {
        long groups = body.u32();
        long locals = 0;
        for (long i = 0; i < groups; i++) {
            locals += body.u32();
            body.u8();
        }
        boolean again = false;
        while (!body.atEnd()) {
            int opcode = body.u8();
            int from = body.position();
            Immediates.skip(body, opcode, Integer.MAX_VALUE);
            weight += opcode == Opcode.BR_TABLE ? A_TARGET * (body.position() - from) : 0;
            again |= opcode == Opcode.RETURN_CALL;
        }
        weight += (again ? A_LOCAL_TO_CLEAR : A_LOCAL) * locals;
    }
}
