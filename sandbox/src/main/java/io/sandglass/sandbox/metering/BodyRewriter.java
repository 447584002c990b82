package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.BinaryWriter;
import io.sandglass.sandbox.binary.Opcode;

/**
 * Writes one function anew, with its payments in it.
 *
 * <p>A function that keeps fuel in a local becomes: load fuel; a block to trap from, in it a block that gives the results,
 * in it the old body, whose returns become branches to the end of the inner block; store fuel, return; behind the outer
 * block, store fuel and trap.
 */
final class BodyRewriter {
    private static final int EMPTY = 0x40;
    private static final int MEMORY_INIT = 8;
    private static final int MEMORY_COPY = 10;
    private static final int MEMORY_FILL = 11;
    private static final int TABLE_INIT = 12;
    private static final int TABLE_COPY = 14;
    private static final int TABLE_GROW = 15;
    private static final int TABLE_FILL = 17;

    private final byte[] wasm;
    private final FunctionShape shape;
    private final BlockTypes blockTypes;
    private final Instructions code;
    private final ChargePlan plan;
    private final Slots slots;
    private final long weight;
    private final BinaryWriter out = new BinaryWriter();
    private final Meter meter;
    private int nesting;

    /** @param body the whole body, from its locals to its end */
    BodyRewriter(byte[] wasm, BinaryReader body, FunctionShape shape, Outline outline, BlockTypes blockTypes) {
        this.wasm = wasm;
        this.shape = shape;
        this.blockTypes = blockTypes;
        int groups = (int) body.u32();
        int from = body.position();
        long locals = skipLocals(body, groups);
        int to = body.position();
        this.code = new Instructions(wasm, body);
        this.plan = new ChargePlan(code, Prices.ENTRY + locals / Prices.LOCALS_PER_UNIT);
        boolean inLocal = code.call() || code.loop() || code.moveBulk();
        this.slots = new Slots(outline.globalCount(), shape.parameters() + locals, inLocal);
        this.weight = Prices.FRAME + (shape.parameters() + locals) / Prices.SLOTS_PER_FRAME_UNIT;
        this.meter = new Meter(out, slots);
        out.unsigned(groups + (inLocal ? Slots.GROUPS : 0)).bytes(wasm, from, to);
    }

    private static long skipLocals(BinaryReader body, int groups) {
        long locals = 0;
        for (int i = 0; i < groups; i++) {
            locals += body.u32();
            body.u8();
        }
        return locals;
    }

    BinaryWriter rewrite() {
        if (slots.inLocal()) {
            open();
        }
        for (int i = 0; i < code.count(); i++) {
            payBefore(i);
            instruction(i);
        }
        if (slots.inLocal()) {
            close();
        }
        return out;
    }

    private void open() {
        Slots.declare(out);
        meter.load();
        if (code.call()) {
            meter.enterDepth();
        }
        out.u8(Opcode.BLOCK).u8(EMPTY).u8(Opcode.BLOCK);
        blockTypes.write(out, shape);
    }

    private void close() {
        meter.store();
        out.u8(Opcode.RETURN).u8(Opcode.END);
        meter.store();
        out.u8(Opcode.UNREACHABLE).u8(Opcode.END);
    }

    private void payBefore(int index) {
        meter.pay(plan.charge(index));
        if (plan.check(index)) {
            meter.check(trapLabel());
        }
    }

    private int trapLabel() {
        return nesting + 1;
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
            case Opcode.RETURN -> leave(index, nesting);
            case Opcode.UNREACHABLE -> leave(index, trapLabel());
            case Opcode.CALL, Opcode.CALL_INDIRECT -> call(index);
            case Opcode.RETURN_CALL, Opcode.RETURN_CALL_INDIRECT -> tailCall(index);
            case Opcode.MEMORY_GROW -> grow(index, Prices.PAGE_SHIFT, 0);
            case Opcode.PREFIX_MISC -> misc(index);
            default -> copy(index);
        }
    }

    /** By a branch, so that the fuel left is stored on the way. */
    private void leave(int index, int label) {
        if (slots.inLocal()) {
            out.u8(Opcode.BR).unsigned(label);
        } else {
            copy(index);
        }
    }

    private void call(int index) {
        meter.store();
        meter.passDepth(weight);
        copy(index);
        meter.load();
    }

    /**
     * As a call and a return: engines on the JVM keep the frame anyway, and an interpreter of ours forgets how many locals
     * are arguments when a function calls itself this way.
     */
    private void tailCall(int index) {
        meter.store();
        meter.passDepth(weight);
        int opcode = code.opcode(index) == Opcode.RETURN_CALL ? Opcode.CALL : Opcode.CALL_INDIRECT;
        out.u8(opcode).bytes(wasm, code.offset(index) + 1, code.offset(index + 1));
        meter.load();
        leave(index, nesting);
    }

    private void misc(int index) {
        switch (code.misc(index)) {
            case MEMORY_INIT, MEMORY_COPY, MEMORY_FILL -> bulk(index, Prices.BULK_MEMORY_SHIFT);
            case TABLE_INIT, TABLE_COPY, TABLE_FILL -> bulk(index, Prices.BULK_TABLE_SHIFT);
            case TABLE_GROW -> grow(index, 0, Prices.BULK_TABLE_SHIFT);
            default -> copy(index);
        }
    }

    private void bulk(int index, int shift) {
        meter.payLength(shift, trapLabel());
        copy(index);
    }

    private void grow(int index, int left, int right) {
        meter.keepLength();
        copy(index);
        meter.payGrowth(left, right, trapLabel());
    }

    private void copy(int index) {
        out.bytes(wasm, code.offset(index), code.offset(index + 1));
    }
}
