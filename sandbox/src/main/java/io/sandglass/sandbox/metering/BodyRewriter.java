package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;
import java.util.stream.IntStream;

/**
 * Writes one function anew, with its payments in it.
 *
 * <p>A function that keeps fuel in a local becomes: load fuel; a block that gives the results, in it the old body, whose
 * returns become branches to its end; store fuel. One that calls itself as the last thing it does becomes a loop around
 * that block, since the engines know no tail call that takes no stack.
 */
final class BodyRewriter {
    private static final int MEMORY_INIT = 8;
    private static final int MEMORY_COPY = 10;
    private static final int MEMORY_FILL = 11;
    private static final int TABLE_INIT = 12;
    private static final int TABLE_COPY = 14;
    private static final int TABLE_GROW = 15;
    private static final int TABLE_FILL = 17;

    private final Body body;
    private final FunctionShape shape;
    private final Layout layout;
    private final NewTypes types;
    private final Instructions code;
    private final ChargePlan plan;
    private final long ownEntry;
    private final Slots slots;
    private final long weight;
    private final int number;
    private final boolean again;
    private final BinaryWriter out = new BinaryWriter();
    private final Meter meter;
    private int nesting;

    /**
     * @param depth where the function has its depth from
     * @param paysEntry whether nobody paid for its entry before
     */
    BodyRewriter(Function function, Target target, Slots.Depth depth, boolean paysEntry) {
        this.body = function.body();
        this.shape = function.shape();
        this.layout = target.layout();
        this.types = target.types();
        this.code = body.code();
        this.plan = new ChargePlan(code, layout, function.number(), body.entryPrice());
        this.ownEntry = paysEntry ? plan.entry() : 0;
        layout.requireFound(function.number(), plan.returned());
        this.number = function.number();
        this.again = IntStream.range(0, code.count()).anyMatch(this::callsItselfLast);
        boolean inLocal = code.moveBulk() || FuelPlace.inLocal(code, plan, layout, again);
        this.slots = new Slots(target.added(), shape.parameters(), body.locals(), inLocal, code.moveBulk(), depth);
        this.weight = layout.weight(function.number());
        this.meter = new Meter(out, slots);
    }

    /**
     * A function.
     *
     * @param number its place in the code section
     */
    record Function(int number, Body body, FunctionShape shape) {}

    /** What all functions of the metered module share. */
    record Target(Layout layout, NewTypes types, Added added) {}

    BinaryWriter rewrite() {
        body.writeLocals(out, slots.groups());
        slots.declare(out);
        meter.enterDepth();
        open();
        for (int i = 0; i < code.count(); i++) {
            payBefore(i);
            instruction(i);
        }
        close();
        return out;
    }

    private void open() {
        meter.enterFuel();
        if (again) {
            block(Opcode.LOOP);
            body.clearLocals(out, slots);
        }
        if (again || slots.inLocal()) {
            block(Opcode.BLOCK);
        }
    }

    private void block(int opcode) {
        out.u8(opcode);
        types.writeBlock(out, shape);
    }

    private void close() {
        if (again) {
            out.u8(Opcode.END);
        }
        meter.store();
        if (again || slots.inLocal()) {
            out.u8(Opcode.END);
        }
    }

    private void payBefore(int index) {
        long entry = index == 0 ? ownEntry : 0;
        long units = plan.charge(index) + entry;
        if (plan.check(index) && units == 0) {
            meter.check();
        } else if (plan.check(index) || entry > ChargePlan.MOST_AT_ONCE) {
            meter.payAndCheck(units);
        } else {
            meter.pay(units);
        }
        if (plan.checkDepth(index)) {
            meter.checkDepth(weight);
        }
    }

    private void instruction(int index) {
        switch (code.opcode(index)) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> {
                nesting++;
                copy(index);
            }
            case Opcode.END -> {
                nesting--;
                copy(index);
            }
            case Opcode.RETURN -> leave();
            case Opcode.UNREACHABLE -> {
                meter.store();
                copy(index);
            }
            case Opcode.LOCAL_GET, Opcode.LOCAL_SET, Opcode.LOCAL_TEE -> local(index);
            case Opcode.CALL -> call(index);
            case Opcode.CALL_INDIRECT -> callIndirect(index);
            case Opcode.RETURN_CALL, Opcode.RETURN_CALL_INDIRECT -> tailCall(index);
            case Opcode.MEMORY_GROW -> grow(index, Prices.PAGE_SHIFT, 0);
            case Opcode.PREFIX_MISC -> misc(index);
            default -> copy(index);
        }
    }

    private void leave() {
        if (slots.inLocal()) {
            out.u8(Opcode.BR).unsigned(nesting); // the fuel left is stored on the way
        } else {
            out.u8(Opcode.RETURN);
        }
    }

    private void local(int index) {
        out.u8(code.opcode(index)).unsigned(slots.moved(code.immediates(index).u32()));
    }

    private void call(int index) {
        int callee = code.callee(index);
        boolean metered = !layout.prepaid(callee);
        if (metered) {
            meter.store();
        }
        if (layout.takesDepth(callee)) {
            meter.pushDepth(weight);
        }
        out.u8(Opcode.CALL).unsigned(layout.target(callee));
        if (metered) {
            meter.load();
        }
    }

    /** As a call and a return, which is what it costs: compilers to the JVM keep the frame anyway. */
    private void tailCall(int index) {
        if (callsItselfLast(index)) {
            beginAgain();
            return;
        }
        if (code.callsDirect(index)) {
            call(index);
        } else {
            callIndirect(index);
        }
        leave();
    }

    private boolean callsItselfLast(int index) {
        return layout.callsItselfLast(code, index, number);
    }

    /** With the operands as parameters, in the same frame. */
    private void beginAgain() {
        for (int i = shape.parameters() - 1; i >= 0; i--) {
            out.u8(Opcode.LOCAL_SET).unsigned(i);
        }
        out.u8(Opcode.BR).unsigned(nesting + 1L);
    }

    private void callIndirect(int index) {
        meter.store();
        meter.passDepth(weight);
        out.u8(Opcode.CALL_INDIRECT);
        body.copyImmediates(index, out);
        meter.load();
    }

    private void misc(int index) {
        switch (code.misc(index)) {
            case MEMORY_INIT, MEMORY_COPY, MEMORY_FILL -> bulk(index, Prices.BULK_MEMORY_SHIFT);
            case TABLE_INIT, TABLE_COPY, TABLE_FILL -> bulk(index, Prices.BULK_TABLE_SHIFT);
            case TABLE_GROW -> {
                meter.payTable(code.table(index));
                grow(index, 0, Prices.BULK_TABLE_SHIFT);
            }
            default -> copy(index);
        }
    }

    private void bulk(int index, int shift) {
        meter.payLength(shift);
        copy(index);
    }

    private void grow(int index, int left, int right) {
        meter.keepLength();
        copy(index);
        meter.payGrowth(left, right);
    }

    private void copy(int index) {
        body.copy(index, out);
    }
}
