package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;

/** Functions of the metered module that count nothing. */
final class PrepaidBody {
    private PrepaidBody() {}

    /** A prepaid function as it was, but for the numbers of the functions it calls, which are prepaid as well. */
    static BinaryWriter copy(Body body, Layout layout) {
        BinaryWriter out = new BinaryWriter();
        body.writeLocals(out, 0);
        Instructions code = body.code();
        for (int i = 0; i < code.count(); i++) {
            if (code.callsDirect(i)) {
                call(code, i, layout, out);
            } else {
                body.copy(i, out);
            }
        }
        return out;
    }

    private static void call(Instructions code, int index, Layout layout, BinaryWriter out) {
        out.u8(Opcode.CALL).unsigned(layout.target(code.callee(index)));
        if (code.opcode(index) == Opcode.RETURN_CALL) {
            out.u8(Opcode.RETURN);
        }
    }
}
