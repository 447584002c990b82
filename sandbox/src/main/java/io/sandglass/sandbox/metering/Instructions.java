package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Immediates;
import io.sandglass.sandbox.binary.Opcode;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The instructions of one function: where each begins, and what it is. */
final class Instructions {
    private static final int FIRST_BULK = 8;
    private static final int[] NO_LABELS = {};

    private final byte[] wasm;
    private final int[] offsets;
    private final int[] opcodes;
    private int count;
    private boolean loops;
    private boolean bulk;

    /** @param body stands before the first instruction and ends behind the last */
    Instructions(byte[] wasm, BinaryReader body) {
        this.wasm = wasm;
        this.offsets = new int[body.remaining() + 1];
        this.opcodes = new int[body.remaining()];
        while (!body.atEnd()) {
            offsets[count] = body.position();
            opcodes[count] = body.u8();
            Immediates.skip(body, opcodes[count], Integer.MAX_VALUE);
            count++;
            note(count - 1);
        }
        offsets[count] = body.position();
    }

    private void note(int index) {
        int opcode = opcodes[index];
        loops |= opcode == Opcode.LOOP;
        bulk |= opcode == Opcode.MEMORY_GROW || (opcode == Opcode.PREFIX_MISC && misc(index) >= FIRST_BULK);
    }

    int count() {
        return count;
    }

    int opcode(int index) {
        return opcodes[index];
    }

    int offset(int index) {
        return offsets[index];
    }

    /** Which of the instructions behind the prefix 0xFC it is. */
    int misc(int index) {
        return (int) immediates(index).u32();
    }

    /** Which table a {@code table.grow} is of. */
    long table(int index) {
        BinaryReader immediates = immediates(index);
        immediates.u32();
        return immediates.u32();
    }

    /** Stands behind the opcode. */
    BinaryReader immediates(int index) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(offsets[index] + 1L);
        return reader;
    }

    boolean callsDirect(int index) {
        return opcodes[index] == Opcode.CALL || opcodes[index] == Opcode.RETURN_CALL;
    }

    boolean callsIndirect(int index) {
        return opcodes[index] == Opcode.CALL_INDIRECT || opcodes[index] == Opcode.RETURN_CALL_INDIRECT;
    }

    /** The function that a direct call, or a reference, is of; imported ones come first. */
    int callee(int index) {
        return (int) immediates(index).u32();
    }

    /** Where a branch leads: how many of the blocks around it are left as well. None if it is no branch. */
    int[] labels(int index) {
        return switch (opcodes[index]) {
            case Opcode.BR, Opcode.BR_IF -> new int[] {(int) immediates(index).u32()};
            case Opcode.BR_TABLE -> targets(immediates(index));
            default -> NO_LABELS;
        };
    }

    /** The last is where the branch leads if its operand is beyond the others. */
    private static int[] targets(BinaryReader immediates) {
        int[] targets = new int[(int) immediates.u32() + 1];
        Arrays.setAll(targets, i -> (int) immediates.u32());
        return targets;
    }

    /** The functions that are referred to, one for each {@code ref.func}. */
    IntStream references() {
        return IntStream.range(0, count)
                .filter(index -> opcodes[index] == Opcode.REF_FUNC)
                .map(this::callee);
    }

    boolean loop() {
        return loops;
    }

    boolean moveBulk() {
        return bulk;
    }
}
