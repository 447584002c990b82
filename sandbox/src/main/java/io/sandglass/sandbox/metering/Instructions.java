package io.sandglass.sandbox.metering;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Immediates;
import io.sandglass.sandbox.binary.Opcode;

/** The instructions of one function: where each begins, and what it is. */
final class Instructions {
    private static final int FIRST_BULK = 8;

    private final byte[] wasm;
    private final int[] offsets;
    private final int[] opcodes;
    private int count;
    private boolean calls;
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
        calls |= opcode >= Opcode.CALL && opcode <= Opcode.RETURN_CALL_INDIRECT;
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

    /** Stands behind the opcode. */
    BinaryReader immediates(int index) {
        BinaryReader reader = new BinaryReader(wasm);
        reader.skip(offsets[index] + 1L);
        return reader;
    }

    boolean call() {
        return calls;
    }

    boolean loop() {
        return loops;
    }

    boolean moveBulk() {
        return bulk;
    }
}
