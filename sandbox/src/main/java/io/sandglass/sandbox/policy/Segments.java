package io.sandglass.sandbox.policy;

import io.sandglass.sandbox.binary.BinaryReader;
import io.sandglass.sandbox.binary.Immediates;
import io.sandglass.sandbox.binary.Malformed;
import io.sandglass.sandbox.binary.Opcode;
import io.sandglass.sandbox.binary.ValueTypes;

/** Element and data segments, and the constant expressions in them. */
final class Segments {
    private static final int MAX_ELEMENT_SEGMENTS = 20_000;

    /** Linkers split data at stretches of zeros: Ruby has 18,931 segments, and the linker of Go goes up to this many. */
    private static final int MAX_DATA_SEGMENTS = 100_000;

    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_EXPRESSION = 64;

    private static final int LAST_ELEMENT_KIND = 7;
    private static final int PASSIVE = 1;
    private static final int EXPLICIT = 2;
    private static final int EXPRESSIONS = 4;

    private Segments() {}

    static void elements(BinaryReader section, ModuleShape shape) {
        int count = section.count("element segments", MAX_ELEMENT_SEGMENTS);
        for (int i = 0; i < count; i++) {
            element(section, shape);
        }
    }

    /** Bit 0: passive or declarative; bit 1: says its table or type; bit 2: entries are expressions. */
    private static void element(BinaryReader section, ModuleShape shape) {
        long kind = section.u32();
        if (kind > LAST_ELEMENT_KIND) {
            throw new Malformed("there is no kind " + kind + " of element segments");
        }
        boolean active = (kind & PASSIVE) == 0;
        boolean explicit = (kind & EXPLICIT) != 0;
        boolean expressions = (kind & EXPRESSIONS) != 0;
        if (active && explicit) {
            section.u32();
        }
        if (active) {
            expression(section, shape);
        }
        if (!active || explicit) {
            elementType(section, expressions);
        }
        int entries = section.count("entries of an element segment", MAX_ENTRIES);
        shape.addElements(entries);
        for (int i = 0; i < entries; i++) {
            entry(section, expressions, shape);
        }
    }

    private static void elementType(BinaryReader section, boolean expressions) {
        if (expressions) {
            ValueTypes.reference(section);
        } else if (section.u8() != 0) {
            throw new Malformed("an element segment holds something other than functions");
        }
    }

    private static void entry(BinaryReader section, boolean expressions, ModuleShape shape) {
        if (expressions) {
            reference(section, shape);
        } else {
            shape.declare(section.u32());
        }
    }

    /**
     * Nothing but a function or null. The standard knows references out of globals, too; but engines do not look at the types
     * of passive segments, where a number of a global or a constant would become that of a function.
     */
    private static void reference(BinaryReader section, ModuleShape shape) {
        int opcode = section.u8();
        if (opcode == Opcode.REF_FUNC) {
            shape.declare(section.u32());
        } else if (opcode == Opcode.REF_NULL) {
            ValueTypes.reference(section);
        } else {
            throw new Malformed("an entry of an element segment is no function and not null");
        }
        if (section.u8() != Opcode.END) {
            throw new Malformed("an entry of an element segment is more than a function or null");
        }
    }

    static void data(BinaryReader section, ModuleShape shape) {
        int count = section.count("data segments", MAX_DATA_SEGMENTS);
        for (int i = 0; i < count; i++) {
            long kind = section.u32();
            if (kind > EXPLICIT) {
                throw new Malformed("there is no kind " + kind + " of data segments");
            }
            if (kind == EXPLICIT) {
                section.u32();
            }
            if (kind != PASSIVE) {
                expression(section, shape);
            }
            section.skip(section.u32());
        }
    }

    /** A constant expression, up to its end. */
    static void expression(BinaryReader section, ModuleShape shape) {
        for (int i = 0; i < MAX_EXPRESSION; i++) {
            int opcode = section.u8();
            if (opcode == Opcode.END) {
                return;
            }
            if (opcode == Opcode.REF_FUNC) {
                shape.declare(section.u32());
            } else {
                Immediates.skip(section, opcode, 0);
            }
        }
        throw new Malformed("a constant expression has more than " + MAX_EXPRESSION + " instructions");
    }
}
