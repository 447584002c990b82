package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Immediates;
import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.binary.ValueTypes;

/** Function bodies: their size, locals, nesting and branch tables. */
final class CodeScan {
    private static final int MAX_BODIES = 50_000;
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int MAX_LOCALS = 4_096;

    /** The compiler of Go makes one block of each place where a function can be resumed: esbuild has 3,290 in one. */
    private static final int MAX_NESTING = 4_096;

    /** As many, or two for each: esbuild has 5,300. */
    private static final int MAX_TARGETS = 16_384;

    private CodeScan() {}

    static void scan(BinaryReader section, ModuleShape shape) {
        int count = section.count("function bodies", MAX_BODIES);
        shape.bodies(count);
        for (int i = 0; i < count; i++) {
            body(i, section, shape);
        }
    }

    private static void body(int index, BinaryReader section, ModuleShape shape) {
        long size = section.u32();
        if (size > MAX_BODY_BYTES) {
            throw new Malformed(
                    "function body " + index + " has " + size + " bytes, over the limit of " + MAX_BODY_BYTES);
        }
        BinaryReader body = section.part(size);
        try {
            locals(body, shape);
            instructions(body, shape);
        } catch (Malformed e) {
            throw new Malformed("function body " + index + ": " + e.getMessage());
        }
    }

    private static void locals(BinaryReader body, ModuleShape shape) {
        int groups = body.count("groups of locals", MAX_LOCALS);
        long locals = 0;
        for (int i = 0; i < groups; i++) {
            locals += body.u32();
            ValueTypes.value(body);
            if (locals > MAX_LOCALS) {
                throw new Malformed("locals: " + locals + ", over the limit of " + MAX_LOCALS);
            }
        }
        shape.addLocals(locals);
    }

    private static void instructions(BinaryReader body, ModuleShape shape) {
        int nesting = 1;
        while (nesting > 0) {
            int opcode = body.u8();
            immediates(body, opcode, shape);
            switch (opcode) {
                case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> nesting = deeper(nesting);
                case Opcode.END -> nesting--;
                default -> {
                    // nothing to count
                }
            }
        }
        if (!body.atEnd()) {
            throw new Malformed(body.remaining() + " bytes follow its end");
        }
    }

    private static void immediates(BinaryReader body, int opcode, ModuleShape shape) {
        switch (opcode) {
            case Opcode.REF_FUNC -> shape.requireDeclared(body.u32());
            case Opcode.BR, Opcode.BR_IF -> shape.addLabel(body.u32());
            case Opcode.BR_TABLE -> targets(body, shape);
            default -> Immediates.skip(body, opcode, MAX_TARGETS);
        }
    }

    private static void targets(BinaryReader body, ModuleShape shape) {
        int count = body.count("targets of a br_table", MAX_TARGETS) + 1;
        shape.addBranchTargets(count);
        for (int i = 0; i < count; i++) {
            shape.addLabel(body.u32());
        }
    }

    private static int deeper(int nesting) {
        if (nesting > MAX_NESTING) {
            throw new Malformed("blocks are nested deeper than " + MAX_NESTING);
        }
        return nesting + 1;
    }
}
