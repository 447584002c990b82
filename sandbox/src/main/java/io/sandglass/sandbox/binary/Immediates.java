package io.sandglass.sandbox.binary;

import static io.sandglass.sandbox.binary.Opcode.*;

/** What follows an opcode in the binary. */
public final class Immediates {
    private static final int EMPTY_BLOCK = 0x40;
    private static final int MAX_ALIGNMENT = 63;
    private static final int LAST_TRUNCATION = 7;
    private static final int LAST_MISC = 17;

    private Immediates() {}

    /** Skips the immediates of an instruction; a {@code br_table} may have so many targets at most. */
    public static void skip(BinaryReader reader, int opcode, int maxTargets) {
        if (opcode >= FIRST_LOAD && opcode <= LAST_STORE) {
            memoryArgument(reader);
            return;
        }
        switch (opcode) {
            case BLOCK, LOOP, IF -> blockType(reader);
            case BR, BR_IF, CALL, RETURN_CALL, LOCAL_GET, LOCAL_SET, LOCAL_TEE, REF_FUNC -> reader.u32();
            case GLOBAL_GET, GLOBAL_SET, TABLE_GET, TABLE_SET, MEMORY_SIZE, MEMORY_GROW -> reader.u32();
            case CALL_INDIRECT, RETURN_CALL_INDIRECT -> indices(reader, 2);
            case BR_TABLE -> indices(reader, 1 + reader.count("targets of a br_table", maxTargets));
            case I32_CONST -> reader.s32();
            case I64_CONST -> reader.s64();
            case F32_CONST -> reader.skip(Float.BYTES);
            case F64_CONST -> reader.skip(Double.BYTES);
            case SELECT_TYPED -> selectTypes(reader);
            case REF_NULL -> ValueTypes.reference(reader);
            case PREFIX_MISC -> misc(reader);
            default -> requirePlain(opcode);
        }
    }

    /** Instructions without immediates. */
    private static void requirePlain(int opcode) {
        boolean control = opcode <= NOP || opcode == ELSE || opcode == END || opcode == RETURN;
        boolean parametric = opcode == 0x1A || opcode == 0x1B;
        boolean numeric = opcode > F64_CONST && opcode <= LAST_NUMERIC;
        if (!control && !parametric && !numeric && opcode != REF_IS_NULL) {
            throw Features.unknownOpcode(opcode);
        }
    }

    private static void blockType(BinaryReader reader) {
        int first = reader.peek();
        if (first == EMPTY_BLOCK) {
            reader.u8();
        } else if (first > EMPTY_BLOCK && first < 0x80) {
            ValueTypes.value(reader);
        } else if (reader.s33() < 0) {
            throw new Malformed("a block has a type that does not exist, before offset " + reader.position());
        }
    }

    private static void indices(BinaryReader reader, int count) {
        for (int i = 0; i < count; i++) {
            reader.u32();
        }
    }

    private static void selectTypes(BinaryReader reader) {
        int count = reader.count("types of a select", 1);
        for (int i = 0; i < count; i++) {
            ValueTypes.value(reader);
        }
    }

    private static void memoryArgument(BinaryReader reader) {
        if (reader.u32() > MAX_ALIGNMENT) {
            throw Features.notOffered("more than one memory");
        }
        reader.u32();
    }

    /** 0 to 7 truncate; 8, 10, 12 and 14 take two indices, the others one. */
    private static void misc(BinaryReader reader) {
        long sub = reader.u32();
        if (sub > LAST_MISC) {
            throw new Malformed("0xfc " + sub + " is no instruction");
        }
        if (sub > LAST_TRUNCATION) {
            boolean two = sub <= 14 && sub % 2 == 0;
            indices(reader, two ? 2 : 1);
        }
    }
}
