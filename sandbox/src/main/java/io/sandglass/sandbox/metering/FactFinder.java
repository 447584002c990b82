package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.Opcode;
import java.util.Arrays;

/** Looks through one function for its facts. */
final class FactFinder {
    private final Instructions code;
    private final int importedFunctions;
    private final int[] callees;
    private long price;
    private long optional;
    private long empty;
    private int calls;
    private int certain;
    private boolean straight = true;
    private boolean indirect;
    private boolean host;

    FactFinder(Body body, int importedFunctions) {
        this.code = body.code();
        this.importedFunctions = importedFunctions;
        this.callees = new int[code.count()];
        this.price = body.entryPrice();
    }

    FunctionFacts find(long weight) {
        for (int i = 0; i < code.count(); i++) {
            visit(i);
        }
        boolean once = !code.loop() && !code.moveBulk() && !indirect && !host;
        long all = price + Prices.ofEmpty(empty);
        return new FunctionFacts(all, optional, weight, Arrays.copyOf(callees, calls), certain, indirect, once);
    }

    private void visit(int index) {
        long units = Prices.of(code.opcode(index));
        price += units;
        empty += Prices.isEmpty(code.opcode(index)) ? 1 : 0;
        optional += straight ? 0 : units;
        straight &= !mayLeave(code.opcode(index));
        indirect |= code.callsIndirect(index);
        if (code.callsDirect(index)) {
            call(code.callee(index) - importedFunctions);
        }
    }

    private void call(int callee) {
        host |= callee < 0;
        if (callee >= 0) {
            callees[calls++] = callee;
            certain += straight ? 1 : 0;
        }
    }

    private static boolean mayLeave(int opcode) {
        return switch (opcode) {
            case Opcode.IF, Opcode.BR, Opcode.BR_IF, Opcode.BR_TABLE, Opcode.RETURN, Opcode.UNREACHABLE -> true;
            default -> false;
        };
    }
}
