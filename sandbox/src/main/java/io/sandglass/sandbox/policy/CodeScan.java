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

    /** Compilers of Go make one or two for each block: esbuild has 5,300. */
    private static final int MAX_TARGETS = 16_384;

    private final ModuleShape shape;
    private final Nesting nesting = new Nesting();

    private CodeScan(ModuleShape shape) {
        this.shape = shape;
    }

    static void scan(BinaryReader section, ModuleShape shape) {
        int count = section.count("function bodies", MAX_BODIES);
        shape.bodies(count);
        CodeScan scan = new CodeScan(shape);
        for (int i = 0; i < count; i++) {
            scan.body(i, section);
        }
    }

    private void body(int index, BinaryReader section) {
        long size = section.u32();
        if (size > MAX_BODY_BYTES) {
            throw new Malformed(
                    "function body " + index + " has " + size + " bytes, over the limit of " + MAX_BODY_BYTES);
        }
        BinaryReader body = section.part(size);
        try {
            locals(body);
            instructions(body);
        } catch (Malformed e) {
            throw new Malformed("function body " + index + ": " + e.getMessage());
        }
    }

    private void locals(BinaryReader body) {
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

    private void instructions(BinaryReader body) {
        nesting.begin();
        int opcode = body.u8();
        while (opcode != Opcode.END || !nesting.atFunction()) {
            instruction(body, opcode);
            opcode = body.u8();
        }
        if (!body.atEnd()) {
            throw new Malformed(body.remaining() + " bytes follow its end");
        }
    }

    private void instruction(BinaryReader body, int opcode) {
        switch (opcode) {
            case Opcode.REF_FUNC -> shape.requireDeclared(body.u32());
            case Opcode.BR, Opcode.BR_IF -> shape.addLabel(body.u32());
            case Opcode.BR_TABLE -> targets(body);
            default -> {
                Immediates.skip(body, opcode, MAX_TARGETS);
                nest(opcode);
            }
        }
    }

    private void targets(BinaryReader body) {
        int count = body.count("targets of a br_table", MAX_TARGETS) + 1;
        shape.addBranchTargets(count);
        for (int i = 0; i < count; i++) {
            shape.addLabel(body.u32());
        }
    }

    private void nest(int opcode) {
        switch (opcode) {
            case Opcode.BLOCK, Opcode.LOOP, Opcode.IF -> nesting.open(opcode == Opcode.LOOP);
            case Opcode.END -> shape.addBesideLoop(nesting.close());
            case Opcode.CALL, Opcode.CALL_INDIRECT, Opcode.RETURN_CALL, Opcode.RETURN_CALL_INDIRECT -> nesting.count();
            case Opcode.MEMORY_GROW, Opcode.PREFIX_MISC -> nesting.count();
            default -> {
                // nothing to count
            }
        }
    }
}
